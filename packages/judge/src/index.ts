export { canonical, difference } from './equality.ts';
export {
  decide,
  JUDGE_ERROR_SENTENCE,
  type JudgingJob,
  judgeSubmission,
  ProgressError,
  plannedPhases,
} from './judge.ts';
export { JudgeFault } from './judge-fault.ts';
export type {
  CheckerPort,
  CheckerResult,
  JudgePorts,
  MonotonicMs,
  PhaseStatus,
  Progress,
  RunProgram,
} from './ports.ts';
