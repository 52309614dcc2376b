/** The lanes of a timeline, behind its rows. Says nothing that the rows do not say in words, so it is hidden from readers. */
import type { Trace } from '@lockstep/protocol';
import { memo } from 'react';
import { laneClass } from '../ui/lanes.ts';
import { Mark, shapeOf } from './step-mark.tsx';
import type { LockSpan, TimelineLayout } from './timeline-layout.ts';

export const TimelineFigure = memo(function TimelineFigure(props: {
  readonly layout: TimelineLayout;
  readonly steps: Trace['steps'];
  readonly unordered: readonly number[];
  /** A step that was just taken: its mark drops in. */
  readonly fresh?: number | null;
}) {
  const { layout, steps, unordered, fresh } = props;
  const { lanes, rows, lines, spans, starts, stuck, width, height } = layout;
  const xOf = (lane: number): number => lanes[lane]?.x ?? 0;
  return (
    <svg className="lanes" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {spans.map((span) => (
        <Span key={`${span.lane} ${span.x} ${span.from}`} span={span} />
      ))}
      {lines.map(({ lane, from, to, runs }) => (
        <path
          key={`${lane} ${from}`}
          className={`${laneClass(lane)} ${runs ? 'life' : 'life life-idle'}`}
          d={`M${xOf(lane)} ${from}V${to}`}
        />
      ))}
      {starts.map(({ parent, child, y }) => (
        <path
          key={`${parent} ${y}`}
          className={`${laneClass(child)} life life-start`}
          d={`M${xOf(parent)} ${y}H${xOf(child) - 6}q6 0 6 6`}
        />
      ))}
      <Crossing layout={layout} steps={steps} unordered={unordered} />
      {rows.map((row) => {
        switch (row.kind) {
          case 'step': {
            const step = steps[row.step];
            const lane = lanes.find(({ path }) => path === step?.actor.process);
            if (step === undefined || lane === undefined) return null;
            return (
              <g key={row.step} className={laneClass(lane.index)} transform={`translate(${lane.x} ${row.y})`}>
                <g className={row.step === fresh ? 'mark-fresh' : undefined}>
                  <Mark shape={shapeOf(step)} />
                </g>
              </g>
            );
          }
          case 'fold': {
            const lane = lanes.find(({ path }) => path === steps[row.from]?.actor.process);
            if (lane === undefined) return null;
            return (
              <path
                key={row.from}
                className={`${laneClass(lane.index)} life life-fold`}
                d={`M${lane.x} ${row.y - 8}V${row.y + 8}`}
              />
            );
          }
          case 'end':
            return stuck.map((lane) => (
              <g key={`end ${lane}`} className="lane-stuck" transform={`translate(${xOf(lane)} ${row.y})`}>
                <Mark shape="wait" />
              </g>
            ));
          default:
            return row satisfies never;
        }
      })}
    </svg>
  );
});

const LETTER = 5.6;
/** A narrower span has no room for its name; the rows name the locks anyway. */
const NAMED_SPAN = 10;

function Span({ span }: { readonly span: LockSpan }) {
  const { lane, object, x, width, from, to, open } = span;
  const room = width < NAMED_SPAN ? 0 : Math.floor((to - from - 8) / LETTER);
  const label = object.length <= room ? object : room >= 4 ? `${object.slice(0, room - 1)}…` : null;
  return (
    <g className={laneClass(lane)}>
      <rect className="span" x={x} y={from} width={width} height={to - from} rx={open ? 0 : 2} />
      <rect className="span-edge" x={x} y={from} width={Math.min(2, width / 2)} height={to - from} />
      {label === null ? null : (
        <text className="span-name" transform={`translate(${x + 9} ${(from + to) / 2}) rotate(-90)`}>
          {label}
        </text>
      )}
    </g>
  );
}

/** An arc between the two steps that nothing orders. */
function Crossing(props: {
  readonly layout: TimelineLayout;
  readonly steps: Trace['steps'];
  readonly unordered: readonly number[];
}) {
  const { layout, steps } = props;
  const [first, second] = props.unordered.map((at) => {
    const lane = layout.lanes.find(({ path }) => path === steps[at]?.actor.process);
    return { x: lane?.x ?? 0, y: layout.rows[layout.rowOf(at)]?.y ?? 0 };
  });
  if (first === undefined || second === undefined) return null;
  const [a, b] = first.y < second.y ? [first, second] : [second, first];
  // So bent that its middle touches the edge of the figure, short of the words.
  const x = (layout.width - (a.x + b.x + 16) / 8) / 0.75;
  return <path className="crossing" d={`M${a.x + 8} ${a.y}C${x} ${a.y} ${x} ${b.y} ${b.x + 8} ${b.y}`} />;
}
