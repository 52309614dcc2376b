/** What is to be judged. */
import type { Exercise, SubmissionMode } from '@lockstep/protocol';

export interface JudgingJob {
  readonly exercise: Exercise;
  readonly source: string;
  readonly mode: SubmissionMode;
}
