/** What host and checker process say to each other, and the bounds of it. Both sides validate what they get. */
import { z } from 'zod';

/** Bytes, but for `messageCharacters` and `detailCharacters`. */
export const BOUNDS = {
  moduleBytes: 256 * 2 ** 10,
  headerBytes: 2 ** 20,
  /** Arguments and outcome as JSON. An observation alone may have 16 MiB. */
  inputBytes: 64 * 2 ** 20,
  answerBytes: 16 * 2 ** 20,
  messageCharacters: 2_000,
  detailCharacters: 2_000,
  exportNameCharacters: 100,
} as const;

/**
 * Why there is no answer. `timeout`, `memory`: a limit was reached. `threw`: the module or the function raised.
 * `malformed`: the answer is not what it has to be, or the input is too large. `crashed`: the process ended, or did not
 * start. `missing-export`: the module has no function of that name. `does-not-parse`: not TypeScript, or a refused import.
 */
export const CheckerFault = z.enum([
  'timeout',
  'memory',
  'threw',
  'malformed',
  'crashed',
  'missing-export',
  'does-not-parse',
]);
export type CheckerFault = z.infer<typeof CheckerFault>;

/** The body of the frame holds the call's arguments as a JSON list. */
export const CallHeader = z.strictObject({
  kind: z.enum(['generate', 'check']),
  module: z.string(),
  exportName: z.string().max(BOUNDS.exportNameCharacters),
  timeoutMs: z.int().min(1),
  memoryMiB: z.int().min(8),
});
export type CallHeader = z.infer<typeof CallHeader>;

/** An `answer` has its value as JSON in the body of the frame; the other bodies are empty. */
export const ReplyHeader = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('answer') }),
  z.strictObject({
    kind: z.literal('fault'),
    fault: CheckerFault,
    detail: z.string().max(BOUNDS.detailCharacters),
  }),
]);
export type ReplyHeader = z.infer<typeof ReplyHeader>;

/** The body of an answer to `check`, parsed. */
export const CheckBody = z.strictObject({
  accepted: z.boolean(),
  message: z.string().max(BOUNDS.messageCharacters),
});

/** A detail that fits into a reply. */
export function cutDetail(text: string): string {
  return text.length <= BOUNDS.detailCharacters ? text : `${text.slice(0, BOUNDS.detailCharacters - 1)}…`;
}
