/** Telling how far a judging is, in order. */
import type { JudgePorts } from './ports.ts';

/** Progress of a search, at most so often: every one is stored. */
const PROGRESS_EVERY_MS = 250;

/** `tell` may be called as often as one likes and never waits; `settle` rejects with what went wrong. */
export function paced<T>(
  ports: JudgePorts,
  send: (progress: T) => Promise<void>,
): { tell(progress: T): void; settle(): Promise<void> } {
  let last = ports.monotonicMs();
  let sending: Promise<void> = Promise.resolve();
  return {
    tell: (progress) => {
      const now = ports.monotonicMs();
      if (now - last < PROGRESS_EVERY_MS) return;
      last = now;
      sending = sending.then(() => send(progress));
      // What it rejects with is thrown by settle.
      sending.catch(() => {});
    },
    settle: () => sending,
  };
}

/** A progress report that could not be delivered is not a judging fault: it must reach the caller as it is. */
export class ProgressError extends Error {
  override readonly name = 'ProgressError';
}

/** As the port, but what it rejects with is known as its fault: a ProgressError. */
export function progressOf(ports: JudgePorts): JudgePorts['onProgress'] {
  return async (progress) => {
    try {
      await ports.onProgress(progress);
    } catch (error) {
      throw new ProgressError('progress could not be delivered', { cause: error });
    }
  };
}
