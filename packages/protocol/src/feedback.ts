/** What is left out of events where a candidate is told verdicts only. Pure. */
import type { SubmissionEvent } from './events.ts';
import { HIDDEN_MESSAGES } from './test-view.ts';

/**
 * The event without what exploration found: no schedule, no outcome, no sentence that tells of them. null: nothing of it is
 * left. Its number is not given to another: numbers may have gaps then.
 */
export function withoutFindings(event: SubmissionEvent): SubmissionEvent | null {
  switch (event.kind) {
    case 'finding':
      return null;
    case 'scope':
      return {
        ...event,
        scope: { ...event.scope, message: HIDDEN_MESSAGES[event.scope.verdict], outcomes: [], flags: [] },
      };
    case 'finished':
      return event.verdict === 'race' || event.verdict === 'deadlock'
        ? { ...event, sentence: HIDDEN_MESSAGES[event.verdict] }
        : event;
    case 'queued':
    case 'started':
    case 'restarted':
    case 'phase':
    case 'test':
    case 'explore':
    case 'cancelled':
      return event;
    default:
      return event satisfies never;
  }
}
