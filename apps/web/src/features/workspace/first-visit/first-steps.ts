/** How far a first visit is, by what has really happened. Pure. */
import type { FirstVisit } from '../../../shared/first-visit.ts';
import type { FollowState } from '../result/follower.ts';

export const FIRST_STEPS = ['submitted', 'read', 'repaired'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** What there is to say now. */
export type FirstStage = 'begin' | 'judging' | 'race' | 'deadlock' | 'failed' | 'ours' | 'repair' | 'accepted';

/** `looked`: the visitor has stepped through a schedule. Returns the same object when nothing new has happened. */
export function advance(visit: FirstVisit, state: FollowState, looked: boolean): FirstVisit {
  const stage = stageOf(visit, state);
  const repaired = visit.repaired || stage === 'accepted';
  const failed = stage === 'race' || stage === 'deadlock' || stage === 'failed';
  const read = visit.read || repaired || (failed && looked);
  const submitted = visit.submitted || read || failed || stage === 'judging' || stage === 'ours';
  const same = submitted === visit.submitted && read === visit.read && repaired === visit.repaired;
  return same ? visit : { ...visit, submitted, read, repaired };
}

/** Runs of samples and of calls of one's own change nothing. */
export function stageOf(visit: FirstVisit, state: FollowState): FirstStage {
  const submission = state.kind === 'shown' && state.submission.mode === 'full' ? state.submission : null;
  if (submission === null || submission.cancelled) return resting(visit);
  const { stage, findings } = submission.panel;
  if (stage.kind !== 'finished') return 'judging';
  const { verdict } = stage.result;
  switch (verdict) {
    case 'accepted':
      return 'accepted';
    case 'judge-error':
      return 'ours';
    case 'race':
    case 'deadlock':
      return findings.some((finding) => finding.verdict === verdict) ? verdict : 'failed';
    default:
      return 'failed';
  }
}

function resting({ submitted, repaired }: FirstVisit): FirstStage {
  if (repaired) return 'accepted';
  return submitted ? 'repair' : 'begin';
}

/** The step that comes next; null after the last. */
export function openStep(visit: FirstVisit): FirstStep | null {
  return FIRST_STEPS.find((step) => !visit[step]) ?? null;
}
