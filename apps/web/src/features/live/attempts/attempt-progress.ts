/** How far the judging of an attempt is, in words. Pure. */
import type { NumberedEvent, SubmissionEvent, SubmissionSummary } from '@lockstep/protocol';
import { ATTEMPTS } from '../messages.ts';

/** null: the event says nothing of it. */
export function progressWords(event: SubmissionEvent): string | null {
  switch (event.kind) {
    case 'queued':
      return ATTEMPTS.inLine(event.place);
    case 'started':
      return ATTEMPTS.judging;
    case 'restarted':
      return ATTEMPTS.inLine(null);
    case 'phase':
      return event.status === 'running' ? ATTEMPTS.phase(event.phase) : null;
    case 'explore':
      return ATTEMPTS.exploring(event.progress.interleavings, event.progress.states);
    case 'test':
    case 'scope':
    case 'finding':
    case 'finished':
    case 'cancelled':
      return null;
    default:
      return event satisfies never;
  }
}

export interface Progress {
  /** Of the last event. */
  readonly seq: number;
  readonly words: string;
}

export const NO_PROGRESS: Progress = { seq: 0, words: ATTEMPTS.inLine(null) };

/** Each event counts once. */
export function withEvent(progress: Progress, { seq, event }: NumberedEvent): Progress {
  return seq <= progress.seq ? progress : { seq, words: progressWords(event) ?? progress.words };
}

export function isUnderWay({ state }: SubmissionSummary): boolean {
  return state === 'queued' || state === 'running';
}
