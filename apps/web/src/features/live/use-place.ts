/** Where in time the page is: at what happens now, or at a moment of the past, which may be playing. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useServices } from '../../shared/api/services.tsx';
import { advanced, PLAYBACK_SPEEDS, type PlaybackSpeed } from './playback/playback.ts';

const TICK_MS = 50;
/** A tab that slept does not make up for it. */
const MOST_TICK_MS = 500;
/** The address follows when the time has come to rest. */
const REST_MS = 300;
const KEPT = 'lockstep:playback';

export interface PlacePorts {
  /** What the address names, in milliseconds since the sitting began; null: nothing. */
  readonly at: number | null;
  readonly onAt: (ms: number | null) => void;
  /** The sitting goes on: there is a now. */
  readonly runs: boolean;
  /** Until when there is something to see. */
  readonly endMs: number;
  /** Times at which something happens, in order. */
  readonly events: readonly number[];
}

export function usePlace({ at, onAt, runs, endMs, events }: PlacePorts) {
  const { timers, store } = useServices();
  /** null: now, or, when it is over, the beginning. */
  const [past, setPast] = useState<number | null>(at);
  const known = useRef(at);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<PlaybackSpeed>(
    () => PLAYBACK_SPEEDS.find((one) => String(one) === store.get(KEPT)) ?? 1,
  );
  const [skipsPauses, setSkipsPauses] = useState(true);
  useEffect(() => {
    if (at === known.current) return;
    // Somebody else changed the address: a link within the page, the way back.
    known.current = at;
    setPast(at);
  }, [at]);
  const shownMs = past === null ? (runs ? endMs : 0) : Math.min(past, endMs);
  const isLive = runs && past === null;

  const write = useEffectEvent((ms: number | null) => {
    const rounded = ms === null ? null : Math.round(ms);
    if (rounded === known.current) return;
    known.current = rounded;
    onAt(rounded);
  });
  useEffect(() => {
    if (playing) return;
    const timer = timers.set(() => write(past), REST_MS);
    return () => timers.clear(timer);
  }, [past, playing, timers]);

  const tick = useEffectEvent((elapsedMs: number) => {
    const to = advanced(shownMs, Math.min(MOST_TICK_MS, elapsedMs), { speed, skipsPauses, events, endMs });
    // What is watched live is caught up with.
    if (to >= endMs) {
      setPlaying(false);
      setPast(runs ? null : endMs);
    } else setPast(to);
  });
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    const interval = window.setInterval(() => {
      const now = performance.now();
      tick(now - last);
      last = now;
    }, TICK_MS);
    return () => window.clearInterval(interval);
  }, [playing]);

  return {
    shownMs,
    isLive,
    playing,
    speed,
    skipsPauses,
    seek(ms: number): void {
      setPast(Math.min(endMs, Math.max(0, ms)));
    },
    toLive(): void {
      setPlaying(false);
      setPast(null);
    },
    /** From the beginning again where it is at the end. */
    toggle(): void {
      if (!playing && shownMs >= endMs) setPast(0);
      setPlaying(!playing);
    },
    changeSpeed(to: PlaybackSpeed): void {
      setSpeed(to);
      store.set(KEPT, String(to));
    },
    changeSkipping(to: boolean): void {
      setSkipsPauses(to);
    },
  };
}

export type Place = ReturnType<typeof usePlace>;
