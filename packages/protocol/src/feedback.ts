/** What is left out of events where a candidate is told verdicts only. Pure. */
import type { SubmissionEvent } from './events.ts';
import { HIDDEN_MESSAGES } from './test-view.ts';

/** The exploration goes on: what is told in place of a finding, since the numbers of events have no gaps. */
const STILL_EXPLORING: SubmissionEvent = { kind: 'phase', phase: 'explore', status: 'running', wallMs: null };

/** The event without what exploration found: no schedule, no outcome, no sentence that tells of them. */
export function withoutFindings(event: SubmissionEvent): SubmissionEvent {
  switch (event.kind) {
    case 'finding':
      return STILL_EXPLORING;
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
