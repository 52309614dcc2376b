/** Deletes what is older than the operator wants it kept, at the start and some times a day. */
import type { Erasure } from '@lockstep/store';

const EVERY_MS = 6 * 3_600_000;

/** Begins; returns what ends it. Any number of servers may do it: one at a time works. */
export function startRetention(
  { eraseVisitorsUnseenFor }: Erasure,
  days: number | undefined,
  log: (level: 'info' | 'warn', message: string) => void,
): () => Promise<void> {
  if (days === undefined) return async () => {};
  let working: Promise<void> = Promise.resolve();
  const sweep = (): void => {
    working = eraseVisitorsUnseenFor(days).then(
      (erased) => {
        if (erased !== null && erased > 0) log('info', `retention: ${erased} visitors were deleted`);
      },
      (error: unknown) => log('warn', `retention: ${error instanceof Error ? error.message : String(error)}`),
    );
  };
  sweep();
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await working;
  };
}
