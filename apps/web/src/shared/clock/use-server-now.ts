/** The server's clock as a value that goes on by itself. */
import { useEffect, useState } from 'react';

const SECOND_MS = 1000;
/** A timer may come a moment early, and would then show the second before once more. */
const LEAST_WAIT_MS = 20;

/**
 * Milliseconds since 1970 by the server's clock, renewed at each of its seconds while `runs`. `offsetMs`: how far that
 * clock is ahead of this browser's.
 */
export function useServerNow(offsetMs: number, runs: boolean): number {
  const [browserMs, setBrowserMs] = useState(() => Date.now());
  useEffect(() => {
    if (!runs) return;
    let timer: number | undefined;
    const tick = (): void => {
      const now = Date.now();
      setBrowserMs(now);
      const past = (((now + offsetMs) % SECOND_MS) + SECOND_MS) % SECOND_MS;
      timer = window.setTimeout(tick, SECOND_MS - past + LEAST_WAIT_MS);
    };
    tick();
    return () => window.clearTimeout(timer);
  }, [offsetMs, runs]);
  return browserMs + offsetMs;
}
