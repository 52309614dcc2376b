/** What exploration found: a schedule that fails, step by step, beside one that passes. Private until `testView`. */
import { z } from 'zod';
import { ProcessPath } from './ids.ts';

/** Who takes a step: a process, or the thread in it that flushes a queue's buffer. */
export const Actor = z.strictObject({ process: ProcessPath, feeder: z.boolean() });
export type Actor = z.infer<typeof Actor>;

export const TraceStep = z.strictObject({
  actor: Actor,
  /** Kind of the operation, `flush`, or `expire` for a timeout that expired. */
  kind: z.string(),
  /** The object as the candidate calls it (`counter`), else what it is (`Lock 1`); null: none. */
  object: z.string().nullable(),
  /** Stable name of the object, for grouping: `0#2`, `process 0.1`. */
  objectName: z.string().nullable(),
  /** The step in words: `reads counter: 0`. */
  text: z.string(),
  /** State of the object before and after in words; null where it has none. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** What the process got, in words; null for nothing. */
  result: z.string().nullable(),
  line: z.int().nullable(),
  /** The one who took the step before could have gone on. */
  preemption: z.boolean(),
  /** Locks held after this step: the object's words and the holder. */
  held: z.array(z.strictObject({ object: z.string(), process: ProcessPath })),
  /** The step (from 0) that put the item which this one takes from a queue or pipe; null: it takes none. */
  message: z
    .strictObject({ from: z.int().min(0) })
    .nullable()
    .default(null),
});
export type TraceStep = z.infer<typeof TraceStep>;

/** A process that waits at the end, for what, and who could let it go on. */
export const Waiting = z.strictObject({
  process: ProcessPath,
  text: z.string(),
  object: z.string().nullable(),
  line: z.int().nullable(),
  heldBy: z.array(ProcessPath),
});
export type Waiting = z.infer<typeof Waiting>;

export const Trace = z.strictObject({
  /** Replays it: `lockstep replay <slug> <file> <schedule>`. */
  schedule: z.string(),
  processes: z.array(z.strictObject({ path: ProcessPath, name: z.string() })),
  steps: z.array(TraceStep),
  preemptions: z.int().min(0),
  /** Those who wait for ever at the end; empty unless it is a deadlock. */
  waiting: z.array(Waiting),
  /** What came out, in words: `returned 1`, `raised KeyError: 'a'`, `never ends`. */
  outcome: z.string(),
});
export type Trace = z.infer<typeof Trace>;

export const Pattern = z.enum([
  'lost-update',
  'check-then-act',
  'order-violation',
  'stale-read',
  'lock-order',
  'lost-wake-up',
  'early-end-of-queue',
  'self-deadlock',
  'waits-for-nobody',
  'full-pipe',
  'livelock',
  'unknown',
]);
export type Pattern = z.infer<typeof Pattern>;

export const Finding = z.strictObject({
  verdict: z.enum(['race', 'deadlock', 'runtime-error', 'wrong-answer', 'rule-violation']),
  /** The explored call: `count(2, 2)`. */
  call: z.string(),
  pattern: Pattern,
  /** One sentence that a person understands. */
  sentence: z.string(),
  expected: z.string().nullable(),
  got: z.string().nullable(),
  /** Steps of `failing` (from 0) that were not ordered by any synchronisation and made it fail. */
  unordered: z.array(z.int().min(0)).max(2),
  failing: Trace,
  /** null when no schedule passes. */
  passing: Trace.nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** How far the exploration of a scope is. Counts are decimal strings. */
export const ExplorationProgress = z.strictObject({
  scope: z.int().min(0),
  scopes: z.int().min(1),
  call: z.string(),
  states: z.int().min(0),
  interleavings: z.string().regex(/^\d+$/),
  executors: z.int().min(0),
});
export type ExplorationProgress = z.infer<typeof ExplorationProgress>;
