/**
 * A schedule step by step: controls, the current step in full, and all steps. The keyboard steps through it from anywhere
 * in the timeline.
 */
import type { Trace } from '@lockstep/protocol';
import { type KeyboardEvent, useState } from 'react';
import { useLayoutMode } from '../ui/layout-mode.ts';
import type { Crossing } from './crossing.ts';
import { CurrentStep } from './current-step.tsx';
import { TIMELINE } from './messages.ts';
import { StepControls } from './step-controls.tsx';
import { LaneNames, ROWS, TimelineRows } from './timeline-rows.tsx';
import { usePlayback } from './use-playback.ts';
import { useTimelineLayout } from './use-timeline-layout.ts';

export function Timeline(props: {
  readonly trace: Trace;
  /** What made it fail; null where nothing is wrong with it. */
  readonly crossing: Crossing | null;
  readonly label: string;
  /** The step to begin with, from 0; without it where the unordered steps meet, else the last. */
  readonly startAt?: number;
  readonly onGoToLine: (line: number) => void;
  /** The line of the step that somebody stepped to. */
  readonly onShowLine: (line: number | null) => void;
}) {
  const { trace, crossing } = props;
  const { steps } = trace;
  const unordered = crossing?.unordered ?? [];
  const sizes = useLayoutMode() === 'narrow' ? ROWS.narrow : ROWS.wide;
  const [at, setAt] = useState(() => Math.max(0, props.startAt ?? unordered.at(-1) ?? steps.length - 1));
  const { layout, open, openFor } = useTimelineLayout({ trace, crossing, ...sizes });
  const last = steps.length - 1;
  const step = (to: number): void => {
    const next = Math.min(Math.max(0, to), last);
    openFor(next);
    setAt(next);
    props.onShowLine(steps[next]?.line ?? null);
  };
  const playback = usePlayback({
    at,
    next: (now) => Math.min(now + 1, last),
    slow: (now) => crossing?.steps.includes(now) ?? false,
    onStep: step,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // On the list itself; a control has a use for that key.
    if (event.key === ' ' && event.target instanceof Element && event.target.matches('.timeline-rows')) {
      event.preventDefault();
      playback.toggle();
      return;
    }
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: last,
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
        crossing={crossing}
        at={at}
        label={TIMELINE.steps(props.label)}
        onSelect={step}
        onOpenFold={open}
        onGoToLine={props.onGoToLine}
      />
      <StepControls
        trace={trace}
        at={at}
        ways={{ previous: Math.max(0, at - 1), next: Math.min(at + 1, last), last }}
        playback={playback}
        onStep={step}
      />
      <CurrentStep
        trace={trace}
        at={at}
        unorderedWith={unordered.includes(at) ? { other: partner(at) } : null}
        onGoToLine={props.onGoToLine}
      />
    </div>
  );
}
