/**
 * What a reviewer makes of a sitting, and what comes of it. Each reviewer writes an assessment of the own: nobody overwrites another's. What the
 * others think is told to who has given a decision of the own, and to nobody before, admins included.
 */
import { z } from 'zod';
import { Person } from './account.ts';
import { Problem } from './api.ts';
import { type Rubric, RubricView, ScoredPart, Scores, WeightedScore } from './rubric.ts';

/** From worst to best. */
export const Decision = z.enum(['strong-no', 'no', 'yes', 'strong-yes']);
export type Decision = z.infer<typeof Decision>;

const Words = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), { message: 'this is text' });

/**
 * PUT /api/sittings/:id/assessment, answered by the own assessment. It takes the place of the one before as a whole.
 * `follows`: the version that was changed; 0: there was none.
 */
export const AssessmentRequest = z.strictObject({
  follows: z.int().min(0),
  scores: Scores,
  /** null: not yet. */
  decision: Decision.nullable(),
  summary: Words(8_000),
});
export type AssessmentRequest = z.infer<typeof AssessmentRequest>;

export const Assessment = z.object({
  reviewer: Person,
  scores: Scores,
  decision: Decision.nullable(),
  summary: z.string(),
  /** Of `scores` by the rubric as it is now. */
  weighted: WeightedScore,
  /** Counts the changes, from 1. */
  version: z.int().min(1),
  changedAt: z.iso.datetime(),
});
export type Assessment = z.infer<typeof Assessment>;

/** Status 409 of PUT: the same reviewer wrote meanwhile, in another tab. Nothing was written. */
export const AssessmentConflict = Problem.extend({ current: Assessment });
export type AssessmentConflict = z.infer<typeof AssessmentConflict>;

/** GET /api/sittings/:id/assessments. */
export const SittingAssessments = z.object({
  rubric: RubricView.shape.rubric,
  rubricVersion: RubricView.shape.version,
  /** null: who asks has written none. */
  own: Assessment.nullable(),
  others: z.discriminatedUnion('kind', [
    /** Before the own decision: who has given one, in the order of names. */
    z.object({ kind: z.literal('kept-back'), decided: z.array(Person) }),
    /** After it: all, in the order of names. */
    z.object({ kind: z.literal('told'), items: z.array(Assessment) }),
  ]),
});
export type SittingAssessments = z.infer<typeof SittingAssessments>;

/** Status 409 of PUT /api/interviews/:id/rubric. Nothing was written. */
export const RubricConflict = Problem.extend({
  current: RubricView,
  /** What was scored and would be gone or mean something else; empty: somebody else changed the rubric meanwhile. */
  scored: z.array(ScoredPart),
});
export type RubricConflict = z.infer<typeof RubricConflict>;

/** What comes of an interview for its candidate. */
export const OutcomeDecision = z.enum(['advance', 'hold', 'decline']);
export type OutcomeDecision = z.infer<typeof OutcomeDecision>;

/** PUT /api/sittings/:id/outcome, answered by the new outcome. `follows`: the version of the one before; 0: there was none. */
export const OutcomeRequest = z.strictObject({
  follows: z.int().min(0),
  decision: OutcomeDecision,
  reason: Words(2_000),
});
export type OutcomeRequest = z.infer<typeof OutcomeRequest>;

export const Outcome = z.object({
  decision: OutcomeDecision,
  reason: z.string(),
  by: Person,
  at: z.iso.datetime(),
  /** From 1; the highest one counts. */
  version: z.int().min(1),
});
export type Outcome = z.infer<typeof Outcome>;

/** GET /api/sittings/:id/outcome. */
export const SittingOutcome = z.object({
  /** null: nothing is decided. */
  current: Outcome.nullable(),
  /** All of them, newest first, `current` included. */
  history: z.array(Outcome),
});
export type SittingOutcome = z.infer<typeof SittingOutcome>;

/** Status 409 of PUT: somebody decided meanwhile. Nothing was written. */
export const OutcomeConflict = Problem.extend({ current: Outcome.nullable() });
export type OutcomeConflict = z.infer<typeof OutcomeConflict>;

/** What a panel's scores come to. */
export const PanelMean = z.object({
  /** The mean of the reviewers' weighted scores, from 0 to 1; null: nobody scored. */
  score: z.number().min(0).max(1).nullable(),
  /** Reviewers who scored anything. */
  reviewers: z.int().min(0),
  /** By criterion: the mean place of the level from 0 (worst) to 1 (best), and how many scored it. Criteria that nobody scored are not there. */
  criteria: z.object({}).catchall(z.object({ mean: z.number().min(0).max(1), reviewers: z.int().min(1) })),
});
export type PanelMean = z.infer<typeof PanelMean>;

/** The mean over reviewers, each counting the same. Levels that the rubric does not have count for nothing. Pure. */
export function panelMean(rubric: Rubric, assessments: readonly Pick<Assessment, 'scores' | 'weighted'>[]): PanelMean {
  const scores = assessments.flatMap(({ weighted }) => (weighted.score === null ? [] : [weighted.score]));
  const criteria = rubric.flatMap(({ id, levels }) => {
    const places = assessments.flatMap(({ scores: given }) => {
      const level = Object.hasOwn(given, id) ? given[id] : undefined;
      return level === undefined || level >= levels.length ? [] : [level / (levels.length - 1)];
    });
    return places.length === 0 ? [] : [[id, { mean: meanOf(places), reviewers: places.length }] as const];
  });
  return {
    score: scores.length === 0 ? null : meanOf(scores),
    reviewers: scores.length,
    criteria: Object.fromEntries(criteria),
  };
}

function meanOf(values: readonly number[]): number {
  return Math.min(1, values.reduce((sum, value) => sum + value, 0) / values.length);
}
