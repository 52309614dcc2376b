/**
 * What an exercise is to candidates: `ExerciseView` and `ExerciseListItem` are all that they may see of it, and nothing else
 * is sent to a browser. The whole of it is whole-exercise.ts.
 */
import { z } from 'zod';
import { Slug } from './ids.ts';
import { Verdict, VerdictCode } from './verdict.ts';

export const StartMethod = z.enum(['fork', 'spawn', 'forkserver']);
export type StartMethod = z.infer<typeof StartMethod>;

/** Bounds of one run for real. `processes` counts children alive together, the main process not included. */
export const Limits = z.strictObject({
  wallMs: z.int().min(100).max(60_000),
  cpuMs: z.int().min(100).max(120_000),
  memoryBytes: z
    .int()
    .min(32 * 2 ** 20)
    .max(2 ** 31),
  outputBytes: z
    .int()
    .min(0)
    .max(16 * 2 ** 20),
  processes: z.int().min(0).max(64),
});
export type Limits = z.infer<typeof Limits>;

export const Difficulty = z.enum(['first-steps', 'medium', 'hard']);
export type Difficulty = z.infer<typeof Difficulty>;

export const Track = z.strictObject({ number: z.int().min(1), title: z.string(), summary: z.string() });
export type Track = z.infer<typeof Track>;

/** What stands in a list, of exercises and questions alike. */
export const EXERCISE_FACE = {
  slug: Slug,
  title: z.string(),
  summary: z.string(),
  track: Track,
  /** Position within the track, from 1. */
  position: z.int().min(1),
  difficulty: Difficulty,
  minutes: z.int().min(1),
  tags: z.array(z.string()),
};

/** What an exercise has beside it. */
export const USUAL_FAILURES = {
  /** Verdicts that candidates get here most, for the list. */
  usualFailures: z.array(VerdictCode),
};

const shared = { ...EXERCISE_FACE, ...USUAL_FAILURES };

export const ExerciseListItem = z.object({
  ...shared,
  /** The best verdict of the visitor's own submissions, null before the first. */
  verdict: Verdict.nullable(),
  /** ISO time of the visitor's last submission, null before the first. */
  lastSubmittedAt: z.iso.datetime().nullable(),
});
export type ExerciseListItem = z.infer<typeof ExerciseListItem>;

export const SampleView = z.object({
  name: z.string(),
  title: z.string(),
  call: z.string(),
  expected: z.string().nullable(),
  explanation: z.string().nullable(),
});
export type SampleView = z.infer<typeof SampleView>;

export const ExerciseView = z.object({
  ...shared,
  digest: z.string(),
  signature: z.string(),
  limits: Limits,
  statement: z.string(),
  starter: z.string(),
  samples: z.array(SampleView),
  judging: z.array(z.string()),
  hints: z.array(z.string()),
  /** Whether there is an editorial, to be read once accepted. */
  hasEditorial: z.boolean(),
});
export type ExerciseView = z.infer<typeof ExerciseView>;

/** What who was accepted may read: the idea, usual mistakes, what to read. Markdown. */
export const EditorialView = z.object({ editorial: z.string() });
export type EditorialView = z.infer<typeof EditorialView>;
