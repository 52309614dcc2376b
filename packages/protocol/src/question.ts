/**
 * Knowledge questions as candidates see them: `QuestionView` is what may be seen before an answer, `Solution` what is told
 * after one; nothing else is sent to a browser.
 */
import { z } from 'zod';
import { EXERCISE_FACE } from './exercise.ts';
import { Trace } from './finding.ts';
import { Slug } from './ids.ts';

const Digits = z.string().regex(/^\d+$/);

/** `why`: what stands beside the choice after the answer, Markdown. */
const Choice = z.strictObject({ text: z.string(), right: z.boolean(), why: z.string() });

/** One possible outcome of the shown call, or one that is not: computed by exploring every interleaving. */
export const OutcomeChoice = z.strictObject({
  /** `2`, `never ends`, `raises KeyError`, `a child raises KeyError`. */
  text: z.string(),
  possible: z.boolean(),
  /** How many interleavings lead there; null when none does, and where they were not counted. */
  interleavings: Digits.nullable(),
  /** The schedule with the fewest preemptions that leads there; null when none does. */
  trace: Trace.nullable(),
});
export type OutcomeChoice = z.infer<typeof OutcomeChoice>;

/** What is asked, with the answer. Choices are in the order in which they are shown. */
export const QuestionForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), choices: z.array(Choice) }),
  z.strictObject({ kind: z.literal('multiple'), choices: z.array(Choice) }),
  z.strictObject({
    kind: z.literal('order'),
    /** As shown. */
    items: z.array(z.string()),
    /** Places in `items`, in the right order. */
    right: z.array(z.int().min(0)),
  }),
  z.strictObject({
    kind: z.literal('number'),
    value: z.number(),
    /** How far off a right answer may be. */
    tolerance: z.number().min(0),
    unit: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('outcomes'),
    /** The explored call: `count()`. */
    call: z.string(),
    /** Of all outcomes together; null where they were not all counted. */
    interleavings: Digits.nullable(),
    choices: z.array(OutcomeChoice),
  }),
]);
export type QuestionForm = z.infer<typeof QuestionForm>;
export type QuestionKind = QuestionForm['kind'];

const { slug, title, summary, track, position, difficulty, minutes, tags } = EXERCISE_FACE;
/** What every view of a question begins with. */
export const QUESTION_FACE = {
  slug,
  title,
  summary,
  track,
  /** Place among the questions of the track, from 1. */
  position,
  difficulty,
  minutes,
  tags,
  /** Exercises that it belongs to; it stands before the first of them. */
  exercises: z.array(Slug).min(1),
};

/** How the visitor stands: by the best of the answers. */
export const QuestionStanding = z.enum(['unanswered', 'wrong', 'right']);
export type QuestionStanding = z.infer<typeof QuestionStanding>;

export const QuestionListItem = z.object({
  ...QUESTION_FACE,
  kind: z.enum(['single', 'multiple', 'order', 'number', 'outcomes']),
  standing: QuestionStanding,
});
export type QuestionListItem = z.infer<typeof QuestionListItem>;

const shown = z.array(z.string());
/** What is asked, without the answer. */
export const AskedForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single'), choices: shown }),
  z.object({ kind: z.literal('multiple'), choices: shown }),
  z.object({ kind: z.literal('order'), items: shown }),
  z.object({ kind: z.literal('number'), unit: z.string().nullable() }),
  z.object({ kind: z.literal('outcomes'), call: z.string(), choices: shown }),
]);
export type AskedForm = z.infer<typeof AskedForm>;

/** Places (from 0) in what was shown, or a number. */
export const Answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chosen'), choices: z.array(z.int().min(0).max(99)).max(100) }),
  z.strictObject({ kind: z.literal('ordered'), items: z.array(z.int().min(0).max(99)).max(100) }),
  z.strictObject({ kind: z.literal('number'), value: z.number() }),
]);
export type Answer = z.infer<typeof Answer>;

/** `digest`: the revision that was answered. */
export const AnswerRequest = z.strictObject({ digest: z.string().max(64), answer: Answer });
export type AnswerRequest = z.infer<typeof AnswerRequest>;

/** What is told after an answer. Choices and items in the order in which they were shown. */
export const Solution = z.object({
  form: QuestionForm,
  explanation: z.string(),
  /** Whether the shown call can be played: GET /api/questions/:slug/recording. */
  playable: z.boolean(),
});
export type Solution = z.infer<typeof Solution>;

/** The visitor's n-th answer to a question, from 1. */
export const GivenAnswer = z.object({
  number: z.int().min(1),
  answer: Answer,
  /** null: in this interview nothing is told of answers. */
  right: z.boolean().nullable(),
  answeredAt: z.iso.datetime(),
});
export type GivenAnswer = z.infer<typeof GivenAnswer>;

export const QuestionView = z.object({
  ...QUESTION_FACE,
  digest: z.string(),
  statement: z.string(),
  program: z.string().nullable(),
  form: AskedForm,
  /** The visitor's last answer to this revision, null before the first. */
  answered: GivenAnswer.nullable(),
  /** Null before the first answer to this revision. */
  solution: Solution.nullable(),
});
export type QuestionView = z.infer<typeof QuestionView>;

/** `solution` is null in an interview in which nothing is told of answers. */
export const AnswerResult = z.object({ answered: GivenAnswer, solution: Solution.nullable() });
export type AnswerResult = z.infer<typeof AnswerResult>;
