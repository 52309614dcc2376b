/**
 * A schedule step by step: controls, the current step in full, and all steps. The keyboard steps through it from anywhere
 * in the timeline.
 */
import type { Trace } from '@lockstep/protocol';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useLayoutMode } from '../ui/layout-mode.ts';
import { CurrentStep } from './current-step.tsx';
import { TIMELINE } from './messages.ts';
import { StepControls } from './step-controls.tsx';
import { layoutTimeline } from './timeline-layout.ts';
import { LaneNames, ROWS, TimelineRows } from './timeline-rows.tsx';

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
  const { rowHeight, room } = useLayoutMode() === 'narrow' ? ROWS.narrow : ROWS.wide;
  const [at, setAt] = useState(() => Math.max(0, props.startAt ?? unordered.at(-1) ?? steps.length - 1));
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const layout = useMemo(
    () => layoutTimeline(trace, { rowHeight, room, pinned: unordered, opened }),
    [trace, rowHeight, room, unordered, opened],
  );
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
      <LaneNames layout={layout} />
      <TimelineRows
        trace={trace}
        layout={layout}
        unordered={unordered}
        at={at}
        label={TIMELINE.steps(props.label)}
        onSelect={step}
        onOpenFold={(from) => setOpened(new Set(opened).add(from))}
        onGoToLine={props.onGoToLine}
      />
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
