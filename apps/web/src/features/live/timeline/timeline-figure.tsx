/** What is drawn of a sitting's time behind its marks. Decoration: the marks and the lists say the same in words. */
import { memo, useId } from 'react';
import { TIMELINE } from '../messages.ts';
import type { TimelineLayout } from './sitting-timeline.ts';

/** CSS pixels from the top; the rows of timeline.css stand at the same places. */
export const ROWS = { typing: 0, runs: 52, submissions: 78, looks: 110, gaps: 134, end: 158, height: 178 } as const;
const BAR_PX = 44;
const SPAN_PX = 14;

export const TimelineFigure = memo(function TimelineFigure(props: {
  readonly layout: TimelineLayout;
  readonly widthPx: number;
  readonly partOf: (kind: string, slug: string) => number;
}) {
  const { layout, widthPx } = props;
  const id = useId();
  return (
    <svg className="timeline-figure" width={widthPx} height={ROWS.height} aria-hidden="true">
      <defs>
        <pattern id={`${id}-away`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="figure-hatch" />
        </pattern>
        <pattern id={`${id}-later`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V8" className="figure-later" />
        </pattern>
      </defs>
      {layout.ticks.map(({ x, atMs }) => (
        <g key={atMs}>
          <path d={`M${x} 0V${ROWS.end}`} className="figure-tick" />
          <text x={x} y={ROWS.height - 4} textAnchor={x < 20 ? 'start' : x > widthPx - 30 ? 'end' : 'middle'}>
            {TIMELINE.tick(atMs / 60_000)}
          </text>
        </g>
      ))}
      {layout.nowX === null ? null : (
        <rect
          x={layout.nowX}
          y={0}
          width={Math.max(0, widthPx - layout.nowX)}
          height={ROWS.end}
          fill={`url(#${id}-later)`}
        />
      )}
      {layout.bars.map(({ x, width, height }) => (
        <rect
          key={x}
          className="figure-bar"
          x={x}
          width={width}
          y={ROWS.typing + 4 + BAR_PX * (1 - height)}
          height={Math.max(1.5, BAR_PX * height)}
          rx="1"
        />
      ))}
      {layout.chips.map(({ x, submission }) => (
        <path key={submission.id} d={`M${x} 0V${ROWS.end}`} className="figure-submission" />
      ))}
      {layout.looks.map(({ x, width, labelled, look }) => (
        <g key={look.fromMs}>
          <rect className="figure-look" x={x} y={ROWS.looks + 4} width={width} height={SPAN_PX} rx="3" />
          {width >= 40 || labelled ? (
            <text
              x={width >= 40 ? x + 5 : x + width + 4}
              y={ROWS.looks + 15}
              className={width >= 40 ? 'figure-inside' : ''}
            >
              {TIMELINE.part(props.partOf(look.item.kind, look.item.slug))}
            </text>
          ) : null}
        </g>
      ))}
      {layout.gaps.map(({ x, width, labelled, fact }) => {
        const lengthMs = (fact.untilMs ?? fact.atMs) - fact.atMs;
        return (
          <g key={fact.id}>
            <rect className="figure-gap" x={x} y={ROWS.gaps + 4} width={width} height={SPAN_PX} rx="3" />
            <rect x={x} y={ROWS.gaps + 4} width={width} height={SPAN_PX} rx="3" fill={`url(#${id}-away)`} />
            {labelled && fact.untilMs !== null ? (
              <text x={x + width + 4} y={ROWS.gaps + 15}>
                {fact.kind === 'away' ? TIMELINE.awayFor(lengthMs) : TIMELINE.cutOffFor(lengthMs)}
              </text>
            ) : null}
          </g>
        );
      })}
      {layout.nowX === null ? null : <path d={`M${layout.nowX} 0V${ROWS.end}`} className="figure-now" />}
    </svg>
  );
});
