/**
 * A schedule step by step: controls, the current step in full, and all steps as a list with the lanes behind it. The list
 * is the text for screen readers, the keyboard steps through it from anywhere in the timeline.
 */
import type { Trace } from '@lockstep/protocol';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { laneClass } from '../ui/lanes.ts';
import { useLayoutMode } from '../ui/layout-mode.ts';
import { scroller } from '../ui/scroller.ts';
import { CurrentStep } from './current-step.tsx';
import { TIMELINE } from './messages.ts';
import { StepControls } from './step-controls.tsx';
import { EndRow, FoldRow, StepRow } from './step-rows.tsx';
import { TimelineFigure } from './timeline-figure.tsx';
import { layoutTimeline } from './timeline-layout.ts';
import './timeline.css';

/** Rows are high enough for a finger on a phone; the words keep more than half of the width. */
const WIDE = { rowHeight: 28, room: 190 } as const;
const NARROW = { rowHeight: 36, room: 132 } as const;

export function Timeline(props: {
  readonly trace: Trace;
  readonly unordered: readonly number[];
  readonly label: string;
  /** The step to begin with, from 0; without it where the unordered steps meet, else the last. */
  readonly startAt?: number;
  readonly onGoToLine: (line: number) => void;
  /** The line of the step that somebody stepped to. */
  readonly onShowLine: (line: number | null) => void;
}) {
  const { trace, unordered } = props;
  const { steps } = trace;
  const { rowHeight, room } = useLayoutMode() === 'narrow' ? NARROW : WIDE;
  const [at, setAt] = useState(() => Math.max(0, props.startAt ?? unordered.at(-1) ?? steps.length - 1));
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const layout = useMemo(
    () => layoutTimeline(trace, { rowHeight, room, pinned: unordered, opened }),
    [trace, rowHeight, room, unordered, opened],
  );
  const list = useRef<HTMLDivElement>(null);
  const row = layout.rowOf(at);
  const y = layout.rows[row]?.y ?? 0;

  // Only the list scrolls: the pane stays where its reader is.
  useEffect(() => {
    const box = list.current;
    if (box === null) return;
    const [above, below] = [y - 1.5 * rowHeight, y + 1.5 * rowHeight];
    if (above < box.scrollTop) box.scrollTop = above;
    else if (below > box.scrollTop + box.clientHeight) box.scrollTop = below - box.clientHeight;
  }, [y, rowHeight]);

  const step = (to: number): void => {
    const next = Math.min(Math.max(0, to), steps.length - 1);
    const shown = layout.rows[layout.rowOf(next)];
    if (shown?.kind === 'fold') setOpened(new Set(opened).add(shown.from));
    setAt(next);
    props.onShowLine(steps[next]?.line ?? null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: steps.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    step(to);
  };
  if (steps.length === 0) return null;
  const partner = (index: number): number | null => unordered.find((other) => other !== index) ?? null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys work from each control inside of it.
    <div className="timeline" onKeyDown={onKeyDown}>
      <ul className="lane-names" aria-label={TIMELINE.processes}>
        {layout.lanes.map(({ path, name, index }) => (
          <li key={path} className={laneClass(index)}>
            <i aria-hidden="true" />
            {name}
          </li>
        ))}
      </ul>
      <div
        ref={list}
        className="timeline-rows"
        style={{ '--lanes': `${layout.width}px`, '--step-row': `${rowHeight}px` } as React.CSSProperties}
        {...scroller(TIMELINE.steps(props.label))}
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
                    onSelect={step}
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
                    onOpen={() => setOpened(new Set(opened).add(shown.from))}
                  />
                );
              case 'end':
                return <EndRow key="end" trace={trace} />;
              default:
                return shown satisfies never;
            }
          })}
        </ol>
        <TimelineFigure layout={layout} steps={steps} unordered={unordered} />
      </div>
      <StepControls trace={trace} at={at} onStep={step} />
      <CurrentStep
        trace={trace}
        at={at}
        unorderedWith={unordered.includes(at) ? { other: partner(at) } : null}
        onGoToLine={props.onGoToLine}
      />
    </div>
  );
}
