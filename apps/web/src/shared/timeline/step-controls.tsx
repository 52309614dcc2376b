/** Buttons and a slider that step through a schedule. */
import type { Trace } from '@lockstep/protocol';
import { Icon, type IconName } from '../ui/icon.tsx';
import { TIMELINE } from './messages.ts';
import { nameOf } from './names.ts';

export function StepControls(props: {
  readonly trace: Trace;
  readonly at: number;
  readonly onStep: (to: number) => void;
}) {
  const { trace, at, onStep } = props;
  const last = trace.steps.length - 1;
  const step = trace.steps[at];
  const words = step === undefined ? '' : `${nameOf(trace, step.actor.process)} ${step.text}`;
  return (
    <div className="step-controls">
      <StepButton label={TIMELINE.first} icon="first" disabled={at === 0} onClick={() => onStep(0)} />
      <StepButton label={TIMELINE.previous} icon="prev" disabled={at === 0} onClick={() => onStep(at - 1)} />
      <StepButton label={TIMELINE.next} icon="next" disabled={at === last} onClick={() => onStep(at + 1)} />
      <StepButton label={TIMELINE.last} icon="last" disabled={at === last} onClick={() => onStep(last)} />
      <input
        type="range"
        min={1}
        max={last + 1}
        value={at + 1}
        aria-label={TIMELINE.slider}
        aria-valuetext={`${TIMELINE.place(at + 1, last + 1)}: ${words}`}
        onChange={(event) => onStep(Number(event.target.value) - 1)}
      />
    </div>
  );
}

/** Stays focusable at the end of the way, so that the keyboard does not lose its place. */
function StepButton(props: {
  readonly label: string;
  readonly icon: IconName;
  readonly disabled: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      className="button small square"
      aria-label={props.label}
      title={props.label}
      aria-disabled={props.disabled || undefined}
      onClick={() => {
        if (!props.disabled) props.onClick();
      }}
    >
      <Icon name={props.icon} small />
    </button>
  );
}
