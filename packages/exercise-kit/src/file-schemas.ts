/** Schemas of the YAML files of a package. Keys are snake_case as in the ICPC problem package format. */
import { Difficulty, RuleCount, SharedKind, StartMethod, VERDICTS, type Verdict } from '@lockstep/protocol';
import { z } from 'zod';

export const BOUNDS = {
  yamlBytes: 64 * 2 ** 10,
  statementBytes: 64 * 2 ** 10,
  dataBytes: 2 ** 20,
  checkerBytes: 256 * 2 ** 10,
  hints: 8,
  samples: 20,
  fullScaleTests: 100,
  scopes: 8,
  submissions: 200,
  rangeLength: 200_000,
} as const;

/** Verdicts that a submission can be written for. */
export const EXPECTED_VERDICTS = VERDICTS.filter((verdict) => verdict !== 'judge-error');
const ExpectedVerdict = z.enum(EXPECTED_VERDICTS as [Verdict, ...Verdict[]]);

/** Says that a key is missing where it is, and else what it has to be. */
export const orMissing =
  (message: string) =>
  ({ input }: { readonly input?: unknown }) =>
    input === undefined ? 'is missing' : message;

export const text = (most: number) =>
  z
    .string({ error: orMissing('has to be text; put it in quotes') })
    .trim()
    .min(1, 'must not be empty')
    .max(most, `at most ${most} characters`);

const LIMITS = {
  wall_ms: z.int().min(100).max(60_000),
  cpu_ms: z.int().min(100).max(120_000),
  memory_mib: z.int().min(32).max(2_048),
  output_kib: z
    .int()
    .min(0)
    .max(16 * 1_024),
  processes: z.int().min(0).max(64),
};

/** RuleCount with one message that says what it can be. */
const count = z.unknown().transform((value, context): RuleCount => {
  const checked = RuleCount.safeParse(value);
  if (checked.success) return checked.data;
  const message = 'has to be a number up to 64, an int parameter of the entry, or one plus a number: "n_procs + 1"';
  context.issues.push({ code: 'custom', message, input: value });
  return z.NEVER;
});

/** hints.yaml: Markdown texts, each saying a little more than the one before. */
export const HintsFile = z
  .array(text(2_000), { error: orMissing('has to be a list of texts, one for each hint') })
  .min(1, 'at least one hint, or no file')
  .max(BOUNDS.hints, `at most ${BOUNDS.hints} hints`);

export const RulesFile = z.strictObject({
  child_processes: count.optional(),
  alive_together: count.optional(),
  second_busiest_cpu_share: z.number().min(0).max(0.5).optional(),
  max_threads: z.int().min(0).max(1_024).optional(),
});
export type RulesFile = z.infer<typeof RulesFile>;

/** Properties of the explored runs. */
export const ExplorationFile = z.strictObject({
  always: z
    .strictObject({
      children_act: z.boolean().optional(),
      children_ended: z.boolean().optional(),
      alive_together: count.optional(),
      uses: z.array(SharedKind).max(12).optional(),
      avoids: z.array(SharedKind).max(12).optional(),
    })
    .optional(),
  sometimes: z.strictObject({ alive_together: count.optional() }).optional(),
});
export type ExplorationFile = z.infer<typeof ExplorationFile>;

export const ProblemFile = z.strictObject({
  title: text(80),
  summary: text(200),
  track: z.int().min(1),
  position: z.int().min(1).max(1_000),
  difficulty: Difficulty,
  minutes: z.int().min(1).max(240),
  tags: z.array(text(40)).max(20),
  usual_failures: z.array(ExpectedVerdict).max(8),
  entry: text(500),
  start_method: StartMethod.default('fork'),
  limits: z.strictObject(LIMITS),
  rules: RulesFile.default({}),
  exploration: ExplorationFile.default({}),
  judging: z.array(text(300)).min(1, 'say in at least one sentence how it is judged').max(12),
});
export type ProblemFile = z.infer<typeof ProblemFile>;

export const literal = (most: number) =>
  z
    .string({ error: orMissing('has to be a Python literal as text; put it in quotes, as in "4"') })
    .max(most)
    .transform((value) => value.trim());

const expectation = {
  expect: literal(2 ** 20).optional(),
  compare: z.literal('checker', { error: 'the only comparison besides expect is "checker"' }).optional(),
  unordered: z.boolean().default(false),
  relative_tolerance: z.number().min(0).max(0.1).default(0),
};

export const SampleFile = z.strictObject({
  call: literal(2 ** 20),
  ...expectation,
  title: text(100).optional(),
  explanation: text(2_000),
});
export type SampleFile = z.infer<typeof SampleFile>;

export const SecretFile = z.strictObject({
  call: literal(2 ** 20),
  ...expectation,
  title: z
    .string({ error: 'a title is required: it is all that candidates read of a hidden test' })
    .trim()
    .min(1)
    .max(100),
  reveal: z.boolean().default(false),
  rules: RulesFile.optional(),
});
export type SecretFile = z.infer<typeof SecretFile>;

/** A small call whose interleavings are explored. Candidates see it, with what it should give. */
export const ScopeFile = z.strictObject({ call: literal(2 ** 12), ...expectation });
export type ScopeFile = z.infer<typeof ScopeFile>;

export const TracksFile = z.array(z.strictObject({ number: z.int().min(1), title: text(80), summary: text(300) }));

/** `{ rule-violation/idle-children.py: { note: ... } }` */
const EquivalentMutant = z.strictObject({
  mistake: text(40),
  line: z.int().min(1),
  /** Why the program is right all the same. */
  why: text(300),
});
export const SubmissionsFile = z.record(
  z.string(),
  z.strictObject({ note: text(500).optional(), equivalent: z.array(EquivalentMutant).max(100).optional() }),
);
export type SubmissionsFile = z.infer<typeof SubmissionsFile>;
