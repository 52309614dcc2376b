/** Names of the lanes, and all steps as a list with the lanes behind it. The list is the text for screen readers. */
import type { Trace } from '@lockstep/protocol';
import { type CSSProperties, memo, useEffect, useRef } from 'react';
import { laneClass } from '../ui/lanes.ts';
import { scroller } from '../ui/scroller.ts';
import { NUMBERS } from './columns.ts';
import type { Crossing } from './crossing.ts';
import { groundOf } from './figure-paths.ts';
import { TIMELINE } from './messages.ts';
import { EndRow, FoldRow, type Part, StepRow } from './step-rows.tsx';
import { MessageLines, TimelineFigure } from './timeline-figure.tsx';
import type { TimelineLayout } from './timeline-layout.ts';
import { useStable } from './use-stable.ts';
import './timeline.css';

/** Rows are high enough for a finger on a phone; the words keep more than half of the width. */
export const ROWS = {
  wide: { rowHeight: 28, foldHeight: 20, room: 190 },
  narrow: { rowHeight: 36, foldHeight: 36, room: 132 },
} as const;

/** Above their columns, else in a line. */
export const LaneNames = memo(function LaneNames({ layout }: { readonly layout: TimelineLayout }) {
  const above = layout.columns !== null;
  return (
    <ul className={above ? 'lane-names lane-heads' : 'lane-names'} aria-label={TIMELINE.processes}>
      {layout.lanes.map(({ path, name, index, x, idle }) => (
        <li
          key={path}
          className={idle ? `${laneClass(index)} lane-idle` : laneClass(index)}
          style={above ? { left: x + NUMBERS - 4, maxWidth: widthOf(layout, index) } : undefined}
          title={name}
        >
          <i aria-hidden="true" />
          <span className={idle ? 'sr' : undefined}>{name}</span>
        </li>
      ))}
    </ul>
  );
});

/** To the next name. */
function widthOf({ lanes, width }: TimelineLayout, index: number): number {
  const x = lanes[index]?.x ?? 0;
  const next = lanes.find((lane) => lane.index > index && !lane.idle);
  return Math.max(12, (next?.x ?? width) - x - 4);
}

export function TimelineRows(props: {
  readonly trace: Trace;
  readonly layout: TimelineLayout;
  readonly crossing: Crossing | null;
  /** The current step, from 0; it stays in view. Null: none is. */
  readonly at: number | null;
  readonly fresh?: number | null;
  readonly label: string;
  readonly onSelect: (step: number) => void;
  readonly onOpenFold: (from: number) => void;
  readonly onGoToLine: ((line: number) => void) | null;
}) {
  const { trace, layout, crossing, at } = props;
  const { rowHeight, columns } = layout;
  const list = useRef<HTMLDivElement>(null);
  const row = at === null ? null : layout.rowOf(at);
  const y = row === null ? null : (layout.rows[row]?.y ?? 0);
  const shownRow = row === null ? undefined : layout.rows[row];
  const folded = shownRow?.kind === 'fold' && shownRow.of === 'others';
  const select = useStable(props.onSelect);
  const openFold = useStable(props.onOpenFold);
  const goToLine = useStable(props.onGoToLine ?? (() => {}));
  const onGoToLine = props.onGoToLine === null ? null : goToLine;

  // Only the list scrolls: the pane stays where its reader is.
  useEffect(() => {
    const box = list.current;
    if (box === null || y === null) return;
    const [above, below] = [y - 1.5 * rowHeight, y + 1.5 * rowHeight];
    if (above < box.scrollTop) box.scrollTop = above;
    else if (below > box.scrollTop + box.clientHeight) box.scrollTop = below - box.clientHeight;
  }, [y, rowHeight]);

  const style = {
    '--lanes': `${layout.width}px`,
    '--step-row': `${rowHeight}px`,
    '--step-fold': `${layout.foldHeight}px`,
  } as CSSProperties;
  const lastX = layout.lanes.findLast(({ idle }) => !idle)?.x ?? 0;
  return (
    <div
      ref={list}
      className={columns === null ? 'timeline-rows' : 'timeline-rows timeline-columns'}
      style={
        columns === null
          ? style
          : ({ ...style, '--words': `${lastX + 12}px`, '--first': `${layout.lanes[0]?.x ?? 0}px` } as CSSProperties)
      }
      {...scroller(props.label)}
    >
      {crossing === null ? null : <Ground layout={layout} crossing={crossing} />}
      {y === null ? null : (
        <div
          className={folded ? 'step-cursor step-cursor-thin' : 'step-cursor'}
          style={{ transform: `translateY(${y - (folded ? layout.foldHeight : rowHeight) / 2}px)` }}
          aria-hidden="true"
        />
      )}
      <TimelineFigure layout={layout} trace={trace} crossing={crossing} fresh={props.fresh ?? null} />
      <MessageLines layout={layout} trace={trace} at={at ?? -1} />
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
                  part={partOf(crossing, shown.step)}
                  words={columns?.words ?? null}
                  x={columns === null ? 0 : xOf(layout, trace, shown.step)}
                  onSelect={select}
                  onGoToLine={onGoToLine}
                />
              );
            case 'fold':
              return (
                <FoldRow
                  key={`fold ${shown.from}`}
                  trace={trace}
                  of={shown.of}
                  from={shown.from}
                  to={shown.to}
                  current={place === row}
                  part={partOf(crossing, shown.from)}
                  onOpen={openFold}
                />
              );
            case 'end':
              return <EndRow key="end" trace={trace} words={columns?.words ?? null} />;
            default:
              return shown satisfies never;
          }
        })}
      </ol>
    </div>
  );
}

/** From the first to the last of the steps that made it fail. */
function Ground({ layout, crossing }: { readonly layout: TimelineLayout; readonly crossing: Crossing }) {
  const { top, bottom } = groundOf(layout, crossing);
  return <div className="step-ground" style={{ top, height: bottom - top }} aria-hidden="true" />;
}

function partOf(crossing: Crossing | null, step: number): Part {
  if (crossing === null) return 'none';
  if (crossing.unordered.includes(step)) return 'unordered';
  if (crossing.steps.includes(step)) return 'conflict';
  return crossing.from < step && step < crossing.to ? 'between' : 'none';
}

function xOf(layout: TimelineLayout, trace: Trace, step: number): number {
  return layout.lanes.find(({ path }) => path === trace.steps[step]?.actor.process)?.x ?? 0;
}
