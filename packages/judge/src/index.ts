export { resolveArguments } from './comparison.ts';
export { decide } from './decision.ts';
export { canonical, difference } from './equality.ts';
export { type JudgingJob, ownCallExercise } from './job.ts';
export {
  JUDGE_ERROR_SENTENCE,
  judgeSubmission,
  plannedPhases,
} from './judge.ts';
export { JudgeFault } from './judge-fault.ts';
export type {
  CheckerPort,
  CheckerResult,
  ExploredOutcome,
  ExploredSurvey,
  ExploreJob,
  JudgePorts,
  MonotonicMs,
  OpenExploration,
  PhaseStatus,
  Progress,
  RunProgram,
  ScopeExploration,
  Traced,
  Undecided,
} from './ports.ts';
export { type PossibleOutcome, type PossibleOutcomes, possibleOutcomes } from './possible-outcomes.ts';
export { ProgressError } from './progress.ts';
export { refute } from './refute.ts';
