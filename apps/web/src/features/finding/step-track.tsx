/** A slider with a tick for each step in its lane's colour; those where it went wrong are outlined and higher. */
import type { Trace } from '@lockstep/protocol';
import { type KeyboardEvent, memo, type PointerEvent, useRef } from 'react';
import type { Crossing } from '../../shared/timeline/crossing.ts';
import { TIMELINE } from '../../shared/timeline/messages.ts';
import { laneOf } from '../../shared/timeline/names.ts';
import { valueText } from '../../shared/timeline/step-controls.tsx';

export function StepTrack(props: {
  readonly trace: Trace;
  readonly at: number;
  readonly crossing: Crossing | null;
  readonly onStep: (to: number) => void;
}) {
  const { trace, at, onStep } = props;
  const last = Math.max(1, trace.steps.length - 1);
  const rail = useRef<HTMLDivElement>(null);
  const goTo = ({ clientX }: PointerEvent): void => {
    const box = rail.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const part = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
    onStep(Math.round(part * last));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - 10,
      PageUp: at + 10,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onStep(Math.min(last, Math.max(0, to)));
  };
  return (
    <div
      className="step-track"
      role="slider"
      tabIndex={0}
      aria-label={TIMELINE.slider}
      aria-valuemin={1}
      aria-valuemax={trace.steps.length}
      aria-valuenow={at + 1}
      aria-valuetext={valueText(trace, at)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event);
      }}
    >
      <div className="step-rail" ref={rail}>
        <Ticks trace={trace} crossing={props.crossing} />
        <span className="step-thumb" style={{ left: `${(at / last) * 100}%` }} />
      </div>
    </div>
  );
}

const Ticks = memo(function Ticks({ trace, crossing }: { readonly trace: Trace; readonly crossing: Crossing | null }) {
  const last = Math.max(1, trace.steps.length - 1);
  const ticks = trace.steps.map(({ actor }, at) => ({
    at,
    lane: laneOf(trace, actor.process),
    conflict: crossing?.steps.includes(at) ?? false,
  }));
  const size = last > 120 ? 'ticks-fine' : last > 48 ? 'ticks-small' : '';
  return (
    <span className={`ticks ${size}`}>
      {ticks.map(({ at, lane, conflict }) => (
        <i key={at} className={conflict ? `${lane} tick-conflict` : lane} style={{ left: `${(at / last) * 100}%` }} />
      ))}
    </span>
  );
});
