/** Names of the lanes, and all steps as a list with the lanes behind it. The list is the text for screen readers. */
import type { Trace } from '@lockstep/protocol';
import { useEffect, useRef } from 'react';
import { laneClass } from '../ui/lanes.ts';
import { scroller } from '../ui/scroller.ts';
import { TIMELINE } from './messages.ts';
import { EndRow, FoldRow, StepRow } from './step-rows.tsx';
import { TimelineFigure } from './timeline-figure.tsx';
import type { TimelineLayout } from './timeline-layout.ts';
import './timeline.css';

/** Rows are high enough for a finger on a phone; the words keep more than half of the width. */
export const ROWS = { wide: { rowHeight: 28, room: 190 }, narrow: { rowHeight: 36, room: 132 } } as const;

export function LaneNames({ layout }: { readonly layout: TimelineLayout }) {
  return (
    <ul className="lane-names" aria-label={TIMELINE.processes}>
      {layout.lanes.map(({ path, name, index }) => (
        <li key={path} className={laneClass(index)}>
          <i aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}

export function TimelineRows(props: {
  readonly trace: Trace;
  readonly layout: TimelineLayout;
  readonly unordered: readonly number[];
  /** The current step, from 0; it stays in view. */
  readonly at: number;
  readonly fresh?: number | null;
  readonly label: string;
  readonly onSelect: (step: number) => void;
  readonly onOpenFold: (from: number) => void;
  readonly onGoToLine: (line: number) => void;
}) {
  const { trace, layout, unordered } = props;
  const { rowHeight } = layout;
  const list = useRef<HTMLDivElement>(null);
  const row = layout.rowOf(props.at);
  const y = layout.rows[row]?.y ?? 0;

  // Only the list scrolls: the pane stays where its reader is.
  useEffect(() => {
    const box = list.current;
    if (box === null) return;
    const [above, below] = [y - 1.5 * rowHeight, y + 1.5 * rowHeight];
    if (above < box.scrollTop) box.scrollTop = above;
    else if (below > box.scrollTop + box.clientHeight) box.scrollTop = below - box.clientHeight;
  }, [y, rowHeight]);

  return (
    <div
      ref={list}
      className="timeline-rows"
      style={{ '--lanes': `${layout.width}px`, '--step-row': `${rowHeight}px` } as React.CSSProperties}
      {...scroller(props.label)}
    >
      <ol>
        {layout.rows.map((shown, place) => {
          switch (shown.kind) {
            case 'step':
              return (
                <StepRow
                  key={shown.step}
                  trace={trace}
                  index={shown.step}
                  current={place === row}
                  unordered={unordered.includes(shown.step)}
                  onSelect={props.onSelect}
                  onGoToLine={props.onGoToLine}
                />
              );
            case 'fold':
              return (
                <FoldRow
                  key={shown.from}
                  trace={trace}
                  from={shown.from}
                  to={shown.to}
                  onOpen={() => props.onOpenFold(shown.from)}
                />
              );
            case 'end':
              return <EndRow key="end" trace={trace} />;
            default:
              return shown satisfies never;
          }
        })}
      </ol>
      <TimelineFigure layout={layout} steps={trace.steps} unordered={unordered} fresh={props.fresh ?? null} />
    </div>
  );
}
