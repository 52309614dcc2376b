/**
 * Plays a schedule: one step after the other, slower where it matters. Any key and any touch stops it, but for those that
 * toggle it. Nothing is animated here, so it is the same for those who want no motion.
 */
import { useEffect, useEffectEvent, useState } from 'react';
import { useServices } from '../api/services.tsx';

export const SPEEDS = [0.5, 1, 2] as const;
export type Speed = (typeof SPEEDS)[number];

const STEP_MS = 420;
const CROSSING_MS = 840;
const KEPT = 'lockstep:play-speed';

/** How long a step is shown. */
export function stepMs(crossing: boolean, speed: Speed): number {
  return (crossing ? CROSSING_MS : STEP_MS) / speed;
}

/** On the control that toggles it: a press there is not one that stops it first. */
export const TOGGLES_PLAYBACK = { 'data-playback': '' } as const;

export function usePlayback(props: {
  readonly at: number;
  /** The step after one; itself at the end. */
  readonly next: (at: number) => number;
  readonly slow: (at: number) => boolean;
  readonly onStep: (to: number) => void;
}) {
  const { at } = props;
  const { timers, store } = useServices();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(() => SPEEDS.find((known) => String(known) === store.get(KEPT)) ?? 1);
  const goOn = useEffectEvent((from: number) => {
    const to = props.next(from);
    if (to !== from) props.onStep(to);
    if (props.next(to) === to) setPlaying(false);
  });
  const shownMs = stepMs(props.slow(at), speed);

  useEffect(() => {
    if (!playing) return;
    const timer = timers.set(() => goOn(at), shownMs);
    return () => timers.clear(timer);
  }, [playing, at, shownMs, timers]);

  useEffect(() => {
    if (!playing) return;
    const stop = (event: Event): void => {
      if (!toggles(event)) setPlaying(false);
    };
    document.addEventListener('keydown', stop, true);
    document.addEventListener('pointerdown', stop, true);
    return () => {
      document.removeEventListener('keydown', stop, true);
      document.removeEventListener('pointerdown', stop, true);
    };
  }, [playing]);

  return {
    playing,
    speed,
    /** From the first step again where it is at the end. */
    toggle(): void {
      if (!playing && props.next(at) === at) props.onStep(0);
      setPlaying(!playing);
    },
    changeSpeed(to: Speed): void {
      setSpeed(to);
      store.set(KEPT, String(to));
    },
  };
}

export type Playback = ReturnType<typeof usePlayback>;

/** The key of a control of its own, and Space wherever no control has a use for that key. */
function toggles(event: Event): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const own = target?.closest('[data-playback]') != null;
  if (!(event instanceof KeyboardEvent)) return own;
  if (event.key === ' ') return own || target?.closest('a, button, summary, input') == null;
  return own && event.key === 'Enter';
}
