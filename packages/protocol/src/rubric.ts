/** What reviewers score a sitting by: criteria with weights, each with levels from worst to best. */
import { z } from 'zod';

/** Names a criterion for as long as it is there, whatever its title becomes: lower-case words joined by hyphens. */
export const CriterionId = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'the id of a criterion is lower-case words joined by hyphens')
  .max(64);
export type CriterionId = z.infer<typeof CriterionId>;

const Line = z
  .string()
  .trim()
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), { message: 'this is text on one line' });
const Label = Line.pipe(z.string().min(1, 'a level has a name').max(40));

export const Criterion = z.strictObject({
  id: CriterionId,
  title: Line.pipe(z.string().min(1, 'a criterion has a title').max(100)),
  /** What to look at: one line, may be empty. */
  hint: Line.pipe(z.string().max(300)),
  /** How much it counts beside the others. */
  weight: z.int().min(1).max(10),
  /** From worst to best; a score is a place in it, from 0. */
  levels: z
    .array(Label)
    .min(2, 'a criterion has at least two levels')
    .max(6)
    .refine((levels) => new Set(levels).size === levels.length, { message: 'each level has a name of its own' }),
});
export type Criterion = z.infer<typeof Criterion>;

/** In the order in which it is shown. Empty: the interview is not scored. */
export const Rubric = z
  .array(Criterion)
  .max(20)
  .refine((rubric) => new Set(rubric.map(({ id }) => id)).size === rubric.length, {
    message: 'each criterion has an id of its own',
  });
export type Rubric = z.infer<typeof Rubric>;

/** Ready made, to begin with. */
export const DEFAULT_RUBRIC: Rubric = [
  {
    id: 'sees-the-hazard',
    title: 'Sees the hazard',
    hint: 'before or after the judge?',
    weight: 3,
    levels: ['no', 'after', 'partly', 'before'],
  },
  {
    id: 'chooses-the-protection',
    title: 'Chooses the protection',
    hint: 'smallest that is right',
    weight: 3,
    levels: ['none', 'wrong', 'too big', 'right'],
  },
  {
    id: 'reads-the-schedule',
    title: 'Reads the schedule',
    hint: 'explains the finding in own words',
    weight: 2,
    levels: ['no', 'with help', 'mostly', 'yes'],
  },
  {
    id: 'finishes-cleanly',
    title: 'Finishes cleanly',
    hint: 'join, no leftovers, shape',
    weight: 2,
    levels: ['no', 'partly', 'mostly', 'yes'],
  },
];

/**
 * An interview's rubric: GET /api/interviews/:id/rubric, and the answer to PUT. `version` counts the changes; a change names
 * the version that it follows.
 */
export const RubricView = z.object({ rubric: Rubric, version: z.int().min(0) });
export type RubricView = z.infer<typeof RubricView>;
/** PUT /api/interviews/:id/rubric, also once candidates have begun. */
export const RubricRequest = z.strictObject({ rubric: Rubric, follows: z.int().min(0) });
export type RubricRequest = z.infer<typeof RubricRequest>;

/** Something that a change would take the meaning from: a criterion, or one of its levels, that a reviewer gave. */
export const ScoredPart = z.object({
  criterion: CriterionId,
  /** As it is now. */
  title: z.string(),
  /** The level that would be gone or would mean something else; null: the whole criterion would be gone. */
  level: z.string().nullable(),
});
export type ScoredPart = z.infer<typeof ScoredPart>;

/** By criterion: the place of the level that was given, from 0. Criteria that are not there are not scored. */
export const Scores = z
  .object({})
  .catchall(z.int().min(0).max(5))
  .refine((scores) => Object.keys(scores).every((id) => CriterionId.safeParse(id).success), {
    message: 'a score is given by criterion',
  })
  .refine((scores) => Object.keys(scores).length <= 20, { message: 'a rubric has at most 20 criteria' });
export type Scores = z.infer<typeof Scores>;

export const WeightedScore = z.object({
  /** From 0 (the worst level everywhere) to 1 (the best one everywhere), over what was scored; null: nothing was. */
  score: z.number().min(0).max(1).nullable(),
  /** Criteria that were scored, and all of them. */
  scored: z.int().min(0),
  criteria: z.int().min(0),
  /** The share of all weights that was scored, from 0 to 1; 0 for an empty rubric. */
  scoredShare: z.number().min(0).max(1),
});
export type WeightedScore = z.infer<typeof WeightedScore>;

/**
 * The sum of weight * level / (levels - 1) by the sum of weights, over the criteria that were scored. Scores of criteria that
 * the rubric does not have, and levels beyond its last one, count for nothing. Pure.
 */
export function weightedScore(rubric: Rubric, scores: Scores): WeightedScore {
  let reached = 0;
  let scoredWeight = 0;
  let totalWeight = 0;
  let scored = 0;
  for (const { id, weight, levels } of rubric) {
    totalWeight += weight;
    const level = Object.hasOwn(scores, id) ? scores[id] : undefined;
    if (level === undefined || level >= levels.length) continue;
    reached += (weight * level) / (levels.length - 1);
    scoredWeight += weight;
    scored++;
  }
  return {
    score: scoredWeight === 0 ? null : Math.min(1, reached / scoredWeight),
    scored,
    criteria: rubric.length,
    scoredShare: totalWeight === 0 ? 0 : scoredWeight / totalWeight,
  };
}
