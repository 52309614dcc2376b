/**
 * What may be done in a sitting. Outside of one everything may. The rules are these, and candidates read them before the
 * start: what reaches the server until the end counts (a few seconds more, for the way); what comes later is kept apart;
 * nothing but what the interview asks can be opened.
 */
import type { InterviewItem, SubmissionEvent, SubmissionSummary } from '@lockstep/protocol';
import { HIDDEN_MESSAGES, withoutFindings } from '@lockstep/protocol';
import type { StoredSitting } from '@lockstep/store';
import { ProblemError } from '../problems.ts';

/** For what was sent in time and was on its way. */
export const GRACE_MS = 5_000;

type Item = InterviewItem['kind'];

/** Throws unless the sitting may look at the item. Returns the item's revision; undefined: the current one. */
export function mayRead(sitting: StoredSitting | null, kind: Item, slug: string): string | undefined {
  if (sitting === null) return undefined;
  switch (sitting.state) {
    case 'withdrawn':
      throw new ProblemError(403, 'Your interviewer ended this interview.');
    case 'waiting':
      throw new ProblemError(403, 'The interview has not begun. Start it first.');
    case 'running':
    case 'over':
      break;
    default:
      return sitting.state satisfies never;
  }
  const revision = sitting.revisions?.[`${kind} ${slug}`];
  if (revision === undefined) {
    throw new ProblemError(403, `This ${kind} is no part of your interview. Leave the interview to practise.`);
  }
  return revision;
}

/** Throws unless the sitting may still change what it has of the item. Returns the item's revision. */
export function mayWrite(sitting: StoredSitting | null, kind: Item, slug: string, now: Date): string | undefined {
  const revision = mayRead(sitting, kind, slug);
  if (sitting !== null && !isInTime(sitting, now)) throw new ProblemError(403, tooLate(sitting));
  return revision;
}

/** A sitting as it is now, when nobody changed anything since it was read. */
export function asOf(sitting: StoredSitting, now: Date): StoredSitting {
  const { state, endsAt } = sitting;
  return state === 'running' && endsAt !== null && now >= endsAt ? { ...sitting, state: 'over' } : sitting;
}

/** Whether what comes now counts. */
export function isInTime({ state, finishedAt, endsAt }: StoredSitting, now: Date): boolean {
  if (state === 'running') return true;
  return state === 'over' && finishedAt === null && endsAt !== null && now.getTime() < endsAt.getTime() + GRACE_MS;
}

export function tooLate({ finishedAt }: StoredSitting): string {
  return finishedAt === null
    ? 'The time of this interview is up. What you typed is kept in this browser, and what you submitted counts.'
    : 'You have finished this interview. What you submitted counts.';
}

/** Whether verdicts are all that is told. */
export function tellsVerdictsOnly(sitting: StoredSitting | null): boolean {
  return sitting?.settings.feedback === 'verdicts';
}

/** An event as the sitting's candidate is told it. */
export function toldEvent(sitting: StoredSitting | null, event: SubmissionEvent): SubmissionEvent {
  return tellsVerdictsOnly(sitting) ? withoutFindings(event) : event;
}

export function toldSummary(sitting: StoredSitting | null, summary: SubmissionSummary): SubmissionSummary {
  const { verdict } = summary;
  return tellsVerdictsOnly(sitting) && (verdict === 'race' || verdict === 'deadlock')
    ? { ...summary, sentence: HIDDEN_MESSAGES[verdict] }
    : summary;
}
