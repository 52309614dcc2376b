/** A question with its answers and what is needed to play it. It stays on the server; question.ts has what leaves it. */
import { z } from 'zod';
import { QUESTION_FACE, QuestionForm } from './question.ts';
import { Recording } from './recording.ts';

export const Question = z.strictObject({
  ...QUESTION_FACE,
  /** SHA-256 (hex) over the whole package; two revisions with the same digest are the same revision. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Markdown. */
  statement: z.string(),
  /** Python that is shown with the question, or null. */
  program: z.string().nullable(),
  /** Markdown, read after the answer. */
  explanation: z.string(),
  form: QuestionForm,
  /** What was learned of the shown call, to be played after the answer; null where there is none. */
  recording: Recording.nullable(),
});
export type Question = z.infer<typeof Question>;
