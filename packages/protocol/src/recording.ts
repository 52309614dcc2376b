/**
 * What was learned of a program while one of its calls was explored: enough to explore that call again without running
 * it, in a browser too. It holds nothing but what the candidate's own processes announced, and how the outcomes were judged.
 */
import { z } from 'zod';
import { ProcessPath } from './ids.ts';
import { Announcement, ObjectName, RAISED, type Response } from './operation.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const RecordedResponse: z.ZodType<Response> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.union([z.null(), Scalar, z.array(Scalar)]) }),
  z.strictObject({ kind: z.literal('raise'), type: z.enum(RAISED), message: z.string() }),
]);

const Point = z.int().min(0);

export const RecordedHistories = z.strictObject({
  /** Whether equal local states were taken for one, and of which depths. */
  merging: z.enum(['none', 'same-depth', 'any-depth']),
  /** Points of the processes' histories: who announced what. The first is the beginning of the main process. */
  points: z
    .array(z.strictObject({ process: ProcessPath, announcement: Announcement }))
    .min(1)
    .max(50_000),
  /** For each point the one that stands for it. */
  stands: z.array(Point),
  /** At a point, with a response: the point that is reached. */
  steps: z.array(z.tuple([Point, RecordedResponse, Point])),
  /** At the point of a start: the first point of the child. */
  children: z.array(z.tuple([Point, Point])),
  /** What the candidate calls objects, by their names. */
  labels: z.array(z.tuple([ObjectName, z.string()])),
  /** The same of blocks of shared memory. */
  blocks: z.array(z.tuple([z.string(), z.string()])),
});
export type RecordedHistories = z.infer<typeof RecordedHistories>;

export const Recording = z.strictObject({
  version: z.literal(1),
  /** The explored call: `count(2, 2)`. */
  call: z.string(),
  histories: RecordedHistories,
  outcomes: z.array(
    z.strictObject({
      /** The outcome as the explorer has it, as JSON. */
      key: z.string(),
      /** `returned 2`. */
      text: z.string(),
      /** Null where nobody asked whether it is right. */
      right: z.boolean().nullable(),
    }),
  ),
});
export type Recording = z.infer<typeof Recording>;

/** A longer one is not kept. */
export const MAX_RECORDING_CHARACTERS = 1_500_000;
