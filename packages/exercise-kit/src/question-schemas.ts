/** Schemas of the files of a question. */
import { Difficulty, Recording, Slug, StartMethod, Trace } from '@lockstep/protocol';
import { z } from 'zod';
import { literal, orMissing, text } from './file-schemas.ts';

const SHOWN = 10;

const ChoiceFile = z.strictObject({
  text: text(500),
  right: z.boolean().default(false),
  why: text(1_000),
});
const choices = z
  .array(ChoiceFile, { error: orMissing('has to be a list of { text, right, why }') })
  .min(2, 'at least two choices')
  .max(SHOWN, `at most ${SHOWN} choices`);

const written = (what: string) => z.array(text(500), { error: orMissing(`has to be a list of ${what}`) });

export const AnswerFile = z.discriminatedUnion(
  'form',
  [
    z.strictObject({
      form: z.literal('single'),
      choices: choices.refine((all) => all.filter(({ right }) => right).length === 1, {
        message: 'exactly one choice has to have "right: true"; form "multiple" allows several',
      }),
    }),
    z.strictObject({
      form: z.literal('multiple'),
      choices: choices.refine((all) => all.some(({ right }) => right), {
        message: 'at least one choice has to have "right: true"',
      }),
    }),
    z.strictObject({
      form: z.literal('order'),
      items: written('texts in the right order').min(3, 'at least three items').max(SHOWN, `at most ${SHOWN} items`),
    }),
    z.strictObject({
      form: z.literal('number'),
      value: z.number(),
      tolerance: z.number().min(0).default(0),
      unit: text(20).optional(),
    }),
    z.strictObject({
      form: z.literal('outcomes'),
      call: literal(500),
      start_method: StartMethod.default('fork'),
      choices: written('outcomes: a Python literal in quotes, "never ends", "raises NAME"')
        .min(3, 'at least three choices')
        .max(SHOWN, `at most ${SHOWN} choices`),
    }),
  ],
  { error: orMissing('form has to be single, multiple, order, number or outcomes') },
);
export type AnswerFile = z.infer<typeof AnswerFile>;

export const QuestionFile = z.strictObject({
  kind: z.literal('question'),
  title: text(80),
  summary: text(200),
  track: z.int().min(1),
  position: z.int().min(1).max(1_000),
  difficulty: Difficulty,
  minutes: z.int().min(1).max(60),
  tags: z.array(text(40)).max(20),
  exercises: z
    .array(Slug, { error: orMissing('has to be a list of slugs') })
    .min(1, 'name at least one exercise that it belongs to')
    .max(10),
  answer: AnswerFile,
});
export type QuestionFile = z.infer<typeof QuestionFile>;

/** outcomes.json: what the shown call can do, as it was computed. */
export const OutcomesFile = z.strictObject({
  /** SHA-256 of what was explored. */
  explored: z.string(),
  /** Of all of them; null where they were not all counted. */
  interleavings: z.string().regex(/^\d+$/).nullable(),
  outcomes: z
    .array(
      z.strictObject({
        text: z.string(),
        interleavings: z.string().regex(/^\d+$/).nullable(),
        trace: Trace,
      }),
    )
    .min(1)
    .max(100),
  recording: Recording.nullable(),
});
export type OutcomesFile = z.infer<typeof OutcomesFile>;
