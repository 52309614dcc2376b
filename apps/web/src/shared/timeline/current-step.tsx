/** The current step in full; read out when it changes. */
import type { Trace } from '@lockstep/protocol';
import { Icon } from '../ui/icon.tsx';
import { changeWords, TIMELINE } from './messages.ts';
import { laneOf, nameOf, preempted } from './names.ts';

export function CurrentStep(props: {
  readonly trace: Trace;
  readonly at: number;
  /** The step that this one is not ordered with, from 0. */
  readonly unorderedWith: { readonly other: number | null } | null;
  readonly onGoToLine: (line: number) => void;
}) {
  const { trace, at, unorderedWith } = props;
  const step = trace.steps[at];
  if (step === undefined) return null;
  const { actor, object, line, held } = step;
  const change = changeWords(step);
  return (
    <div className="step-detail">
      <div aria-live="polite">
        <p className="step-detail-head">
          <span className="ink3">{TIMELINE.place(at + 1, trace.steps.length)}</span>
          <span>
            <b className={`step-who ${laneOf(trace, actor.process)}`}>
              {TIMELINE.actor(nameOf(trace, actor.process), actor.feeder)}
            </b>{' '}
            {step.text}
          </span>
        </p>
        <p className="step-detail-facts">
          {change === null ? null : (
            <code>
              {object}: {change}
            </code>
          )}
          <span>
            {held.length === 0
              ? TIMELINE.noLocks
              : `${held.map(({ object: lock, process }) => TIMELINE.holds(nameOf(trace, process), lock)).join(', ')}.`}
          </span>
        </p>
        {step.preemption ? (
          <p className="step-note">
            <Icon name="arrow" small />
            {TIMELINE.switchedFrom(preempted(trace, at))}
          </p>
        ) : null}
        {unorderedWith === null ? null : (
          <p className="step-note ink-bad">
            <Icon name="race" small />
            {TIMELINE.unorderedWith(unorderedWith.other === null ? null : unorderedWith.other + 1)}
          </p>
        )}
      </div>
      {line === null ? null : (
        <button type="button" className="button small" onClick={() => props.onGoToLine(line)}>
          <Icon name="arrow" small />
          {TIMELINE.goToLine(line)}
        </button>
      )}
    </div>
  );
}
