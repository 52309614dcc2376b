/** What is to be judged. */
import type { Exercise, ExerciseTest, SubmissionMode } from '@lockstep/protocol';

export interface JudgingJob {
  /** In mode `own` as `ownCallExercise` makes it. */
  readonly exercise: Exercise;
  readonly source: string;
  readonly mode: SubmissionMode;
}

/**
 * The exercise as it is for a call of a candidate's own: that call alone is run and explored. What it should return nobody
 * knows, and the rules of the exercise are made for its own calls. Pure.
 */
export function ownCallExercise(exercise: Exercise, call: ExerciseTest): Exercise {
  return { ...exercise, rules: {}, exploration: {}, samples: [], fullScale: [], scopes: [call] };
}
