/** One track: its steps on a line, in order. */

import { STEP } from '../../shared/path/messages.ts';
import type { PathStep, PathTrack } from '../../shared/path/path-model.ts';
import { KIND_ICONS, STATE_ICONS, StepLink, StepStateMark, stateClass } from '../../shared/path/step-state.tsx';
import { trackAnchor } from '../../shared/path/track-anchor.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { PATH } from './messages.ts';
import { Progress } from './progress.tsx';

export function TrackSteps(props: { readonly track: PathTrack; readonly next: PathStep | null }) {
  const { track, steps, done } = props.track;
  return (
    <section id={trackAnchor(track.number)} className="path-track" aria-label={track.title}>
      <header>
        <h2>
          {track.number} · {track.title}
        </h2>
        <p className="path-summary ink3">{track.summary}</p>
        <span className="path-count small ink2">{PATH.progress(done, steps.length)}</span>
        <Progress done={done} total={steps.length} />
      </header>
      <ol className="path-steps">
        {steps.map((step) => (
          <Step key={`${step.kind} ${step.item.slug}`} step={step} isNext={step === props.next} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, isNext }: { readonly step: PathStep; readonly isNext: boolean }) {
  const { kind, state, item } = step;
  return (
    <li
      className={`path-step path-${kind} path-${state}${isNext ? ' path-next' : ''}`}
      aria-current={isNext ? 'step' : undefined}
    >
      <span className={`path-node ${stateClass(step)}`} aria-hidden="true">
        <Icon name={STATE_ICONS[kind][state]} small />
      </span>
      <StepLink step={step} className="path-link" row>
        <span className="path-title">
          {isNext ? <span className="chip tone-now">{PATH.next}</span> : null}
          {item.title}
        </span>
        <span className="path-kind">
          <Icon name={KIND_ICONS[kind]} small />
          {STEP.kinds[kind]}
          <span className="path-minutes"> · {PATH.minutes(item.minutes)}</span>
        </span>
        <StepStateMark step={step} />
      </StepLink>
      {isNext ? (
        <StepLink
          step={step}
          className="button primary"
          label={`${state === 'todo' ? PATH.begin : PATH.continue}: ${item.title}`}
        >
          {state === 'todo' ? PATH.begin : PATH.continue}
        </StepLink>
      ) : null}
    </li>
  );
}
