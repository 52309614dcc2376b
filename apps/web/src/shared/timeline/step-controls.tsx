/** Buttons and a slider that step through a schedule, and play it. */
import type { Trace } from '@lockstep/protocol';
import { Icon, type IconName } from '../ui/icon.tsx';
import { TIMELINE } from './messages.ts';
import { nameOf } from './names.ts';
import { type Playback, TOGGLES_PLAYBACK } from './use-playback.ts';

/** What each of the buttons would go to; `at` itself: nowhere. */
export interface Ways {
  readonly previous: number;
  readonly next: number;
  readonly last: number;
}

export function StepControls(props: {
  readonly trace: Trace;
  readonly at: number;
  readonly ways: Ways;
  readonly playback: Playback;
  readonly onStep: (to: number) => void;
}) {
  const { trace, at, onStep } = props;
  const count = trace.steps.length;
  return (
    <div className="step-controls">
      <StepButtons {...props} small />
      <input
        type="range"
        min={1}
        max={count}
        value={at + 1}
        aria-label={TIMELINE.slider}
        aria-valuetext={valueText(trace, at)}
        onChange={(event) => onStep(Number(event.target.value) - 1)}
      />
    </div>
  );
}

export function StepButtons(props: {
  readonly at: number;
  readonly ways: Ways;
  readonly playback: Playback;
  readonly onStep: (to: number) => void;
  readonly small: boolean;
}) {
  const { at, ways, playback, onStep, small } = props;
  const size = small ? 'button small square' : 'button square';
  const label = playback.playing ? TIMELINE.pause : TIMELINE.play;
  const button = (name: string, icon: IconName, to: number) => (
    <StepButton label={name} icon={icon} size={size} disabled={to === at} onClick={() => onStep(to)} />
  );
  return (
    <>
      {button(TIMELINE.first, 'first', 0)}
      {button(TIMELINE.previous, 'prev', ways.previous)}
      <button
        type="button"
        className={small ? size : `${size} primary`}
        aria-label={label}
        title={label}
        onClick={playback.toggle}
        {...TOGGLES_PLAYBACK}
      >
        <Icon name={playback.playing ? 'pause' : 'play'} small={small} />
      </button>
      {button(TIMELINE.next, 'next', ways.next)}
      {button(TIMELINE.last, 'last', ways.last)}
    </>
  );
}

/** `Step 3 of 25: Process-1 takes lock`. */
export function valueText(trace: Trace, at: number): string {
  const step = trace.steps[at];
  const words = step === undefined ? '' : `${nameOf(trace, step.actor.process)} ${step.text}`;
  return `${TIMELINE.place(at + 1, trace.steps.length)}: ${words}`;
}

/** Stays focusable at the end of the way, so that the keyboard does not lose its place. */
function StepButton(props: {
  readonly label: string;
  readonly icon: IconName;
  readonly size: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={props.size}
      aria-label={props.label}
      title={props.label}
      aria-disabled={props.disabled || undefined}
      onClick={() => {
        if (!props.disabled) props.onClick();
      }}
    >
      <Icon name={props.icon} small={props.size.includes('small')} />
    </button>
  );
}
