/**
 * Keeps the current step in the address, so that its link opens it again. The address follows when the steps have come to
 * rest: browsers refuse to have it changed with every key of a fast reader.
 */
import { useEffect, useEffectEvent, useRef } from 'react';
import { useServices } from '../../shared/api/services.tsx';

const REST_MS = 300;

export function useStepAddress(props: {
  /** The step that the address names, from 1; null: none. */
  readonly step: number | null;
  /** Done when the address names the step. */
  readonly onStep: (step: number) => Promise<void>;
  /** The address was changed by somebody else. */
  readonly onOther: (step: number) => void;
}) {
  const { timers } = useServices();
  const { step } = props;
  const known = useRef(step);
  const waiting = useRef<{ readonly step: number; readonly timer: unknown } | null>(null);
  const onOther = useEffectEvent((to: number) => props.onOther(to));

  useEffect(() => {
    if (step === known.current) return;
    known.current = step;
    if (step !== null) onOther(step);
  }, [step]);
  const stop = (): void => {
    if (waiting.current !== null) timers.clear(waiting.current.timer);
    waiting.current = null;
  };
  const abandon = useEffectEvent(stop);
  useEffect(() => () => abandon(), []);

  const write = async (to: number): Promise<void> => {
    waiting.current = null;
    if (to === known.current) return;
    known.current = to;
    await props.onStep(to);
  };
  return {
    /** From 1. */
    follow(to: number): void {
      stop();
      waiting.current = { step: to, timer: timers.set(() => void write(to), REST_MS) };
    },
    /** Before the page is left by a key right after a step, so that the way back comes to this step. */
    async settle(): Promise<void> {
      const last = waiting.current?.step;
      stop();
      if (last !== undefined) await write(last);
    },
  };
}
