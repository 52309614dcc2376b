/** A whole exercise, with all that stays on the judge's side: hidden tests, expected values, checker. No page loads this. */
import { z } from 'zod';
import { EXERCISE_FACE, Limits, StartMethod, USUAL_FAILURES } from './exercise.ts';
import { PythonValue } from './python-value.ts';

/** A count that a rule asks for: a number, one of the entry's int parameters (its value in that test), or one plus a number: `n_procs + 1`. */
export const RuleCount = z.union([z.int().min(0).max(64), z.string().regex(/^[A-Za-z_]\w*(?: \+ \d{1,2})?$/)]);
export type RuleCount = z.infer<typeof RuleCount>;

/** Structural rules, decided from what the supervisor measured at full scale, never from what the program says. */
export const Rules = z.strictObject({
  /** At least so many child processes were started. */
  childProcesses: RuleCount.optional(),
  /** At least so many child processes were alive at one moment. */
  aliveTogether: RuleCount.optional(),
  /** Share (0 to 1) of the CPU time of all processes that the second busiest one must have. */
  secondBusiestCpuShare: z.number().min(0).max(0.5).optional(),
  /** No more than so many threads were started by the program itself, over all processes. */
  maxThreads: z.int().min(0).max(1024).optional(),
});
export type Rules = z.infer<typeof Rules>;

/** An argument: a value, or a call of a function that the exercise's checker module exports. */
export const Argument = z.union([
  z.strictObject({ kind: z.literal('value'), value: PythonValue }),
  z.strictObject({ kind: z.literal('generated'), generator: z.string(), params: z.array(PythonValue) }),
]);
export type Argument = z.infer<typeof Argument>;

export const Expectation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('equal'),
    value: Argument,
    /** Compare the outer list as a multiset. */
    unordered: z.boolean(),
    /** Floats may differ by this relative error; 0 means equal. */
    relativeTolerance: z.number().min(0).max(0.1),
  }),
  z.strictObject({ kind: z.literal('checker') }),
  /** Nobody knows: a call of a candidate's own. */
  z.strictObject({ kind: z.literal('none') }),
]);
export type Expectation = z.infer<typeof Expectation>;

export const ExerciseTest = z.strictObject({
  /** File name without its ending; unique among the exercise's tests of the same group. */
  name: z.string(),
  /** What a candidate may read about the test. Says nothing about the input of a hidden test. */
  title: z.string(),
  /** The call as the author wrote it: `count(2, 2)`. */
  call: z.string(),
  args: z.array(Argument),
  expectation: Expectation,
  /** The author lets candidates see call, expected and got value and output. Always true for a sample. */
  revealed: z.boolean(),
  explanation: z.string().nullable(),
  /** Rules of this test instead of the exercise's, where those would not be sound for its input; null: the exercise's. */
  rules: Rules.nullable(),
});
export type ExerciseTest = z.infer<typeof ExerciseTest>;

/** Kinds of shared objects that an exercise can ask for or forbid. */
export const SharedKind = z.enum([
  'lock',
  'rlock',
  'semaphore',
  'condition',
  'event',
  'barrier',
  'cells',
  'queue',
  'pipe',
  'manager',
  'memory',
  /** Threads of the program's own; they have no model, so a program that starts one can only be told of it. */
  'thread',
]);
export type SharedKind = z.infer<typeof SharedKind>;

/**
 * Properties of the explored runs. `always`: true in every interleaving. `sometimes`: true in at least one, which only an
 * exhaustive exploration can deny. Breaking one is a rule violation.
 */
export const ExplorationRules = z.strictObject({
  always: z
    .strictObject({
      /** Each child does something that another process can see, beside its end. */
      childrenAct: z.boolean().optional(),
      /** No child is alive when the call returns. */
      childrenEnded: z.boolean().optional(),
      /** So many child processes are alive at one moment. */
      aliveTogether: RuleCount.optional(),
      /** At least one object of each of these kinds is used. */
      uses: z.array(SharedKind).optional(),
      /** No object of these kinds is used. */
      avoids: z.array(SharedKind).optional(),
    })
    .optional(),
  sometimes: z
    .strictObject({
      /** So many child processes are alive at one moment. */
      aliveTogether: RuleCount.optional(),
    })
    .optional(),
});
export type ExplorationRules = z.infer<typeof ExplorationRules>;

export const Exercise = z.strictObject({
  ...EXERCISE_FACE,
  ...USUAL_FAILURES,
  /** SHA-256 (hex) over the whole package; two revisions with the same digest are the same revision. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  entry: z.strictObject({
    name: z.string(),
    parameters: z.array(z.string()),
    /** `def count(n_procs: int, n: int) -> int` */
    signature: z.string(),
  }),
  startMethod: StartMethod,
  limits: Limits,
  rules: Rules,
  statement: z.string(),
  starter: z.string(),
  /** Markdown, opened one by one. */
  hints: z.array(z.string()).default([]),
  /** Markdown, for those who were accepted: the idea, usual mistakes, what to read. */
  editorial: z.string().nullable().default(null),
  samples: z.array(ExerciseTest),
  fullScale: z.array(ExerciseTest),
  /** Small calls whose interleavings are explored. */
  scopes: z.array(ExerciseTest),
  exploration: ExplorationRules,
  /** TypeScript source of the author's checker module, or null. */
  checker: z.string().nullable(),
  /** "How it is judged", in sentences a candidate reads. */
  judging: z.array(z.string()),
});
export type Exercise = z.infer<typeof Exercise>;
