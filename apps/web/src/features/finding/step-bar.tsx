/** Steps through the schedule: buttons, a track with a tick for each step, the speed of playing, and which keys do the same. */
import type { Trace } from '@lockstep/protocol';
import type { ReactNode } from 'react';
import type { Crossing } from '../../shared/timeline/crossing.ts';
import { StepButtons, type Ways } from '../../shared/timeline/step-controls.tsx';
import { type Playback, SPEEDS, TOGGLES_PLAYBACK } from '../../shared/timeline/use-playback.ts';
import { BAR } from './messages.ts';
import { StepTrack } from './step-track.tsx';

export function StepBar(props: {
  readonly trace: Trace;
  readonly at: number;
  readonly ways: Ways;
  readonly crossing: Crossing | null;
  readonly playback: Playback;
  readonly onStep: (to: number) => void;
  readonly children: ReactNode;
}) {
  const { trace, at, crossing, playback } = props;
  return (
    <section className="step-bar" aria-label={BAR.label}>
      <div className="step-bar-buttons">
        <StepButtons at={at} ways={props.ways} playback={playback} onStep={props.onStep} small={false} />
      </div>
      <span className="step-bar-place">
        <b>{BAR.step(at + 1)}</b> <span className="ink3">{BAR.of(trace.steps.length)}</span>
      </span>
      <StepTrack trace={trace} at={at} crossing={crossing} onStep={props.onStep} />
      <fieldset className="segments step-bar-speed" aria-label={BAR.speed}>
        {SPEEDS.map((speed) => (
          <button
            key={speed}
            type="button"
            aria-pressed={playback.speed === speed}
            aria-label={BAR.speedWords(speed)}
            onClick={() => playback.changeSpeed(speed)}
            {...TOGGLES_PLAYBACK}
          >
            {BAR.speeds[speed]}
          </button>
        ))}
      </fieldset>
      <span className="step-bar-hints small ink3" aria-hidden="true">
        <kbd>←</kbd>
        <kbd>→</kbd> {BAR.hints.step} <kbd>Space</kbd> {BAR.hints.play}
        {crossing === null ? null : (
          <>
            {' '}
            <kbd>C</kbd> {BAR.hints.conflict}
          </>
        )}
      </span>
      {props.children}
    </section>
  );
}
