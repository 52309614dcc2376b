/**
 * What judging a submission found. `TestReport` is whole and private; `TestView` is what its candidate sees. `testView`
 * (test-view.ts) is the only way from one to the other.
 */
import { z } from 'zod';
import { Finding } from './finding.ts';
import { ExceptionInfo, OutputPart, ProcessFact } from './program-run.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

export const Phase = z.enum(['compile', 'samples', 'own', 'full-scale', 'explore']);
export type Phase = z.infer<typeof Phase>;

export const TestGroup = z.enum(['sample', 'own', 'full-scale']);
export type TestGroup = z.infer<typeof TestGroup>;

export const TestReport = z.object({
  name: z.string(),
  group: TestGroup,
  title: z.string(),
  revealed: z.boolean(),
  verdict: Verdict,
  code: VerdictCode,
  /** Everything else that was found in this run. */
  flags: z.array(Verdict),
  /** One sentence for a person. */
  message: z.string(),
  call: z.string(),
  expected: z.string().nullable(),
  got: z.string().nullable(),
  exception: ExceptionInfo.nullable(),
  wallMs: z.number(),
  cpuMs: z.number(),
  peakBytes: z.number(),
  processes: z.array(ProcessFact),
  aliveTogether: z.int(),
  output: z.array(OutputPart),
});
export type TestReport = z.infer<typeof TestReport>;

export const TestView = z.object({
  name: z.string(),
  group: TestGroup,
  title: z.string(),
  revealed: z.boolean(),
  verdict: Verdict,
  code: VerdictCode,
  flags: z.array(Verdict),
  message: z.string(),
  /** The next four are null or empty when the test is hidden. */
  call: z.string().nullable(),
  expected: z.string().nullable(),
  got: z.string().nullable(),
  output: z.array(OutputPart),
  exception: z
    .object({
      type: z.string(),
      message: z.string().nullable(),
      line: z.int().nullable(),
      traceback: z.string().nullable(),
    })
    .nullable(),
  wallMs: z.number(),
  cpuMs: z.number(),
  peakBytes: z.number(),
  processes: z.array(z.object({ index: z.int(), name: z.string(), cpuMs: z.number(), exitCode: z.int().nullable() })),
});
export type TestView = z.infer<typeof TestView>;

/** What exploring one scope gave. */
export const ScopeReport = z.object({
  name: z.string(),
  call: z.string(),
  verdict: Verdict,
  code: VerdictCode,
  flags: z.array(Verdict),
  /** One sentence for a person. */
  message: z.string(),
  /** What was seen of the interleavings; null when the program could not be explored. */
  coverage: Claim.nullable(),
  states: z.int().min(0),
  /** Points of processes' histories that were evaluated. */
  histories: z.int().min(0),
  /**
   * Each different outcome in words, with the number of interleavings that lead to it where it was counted. `right` is null
   * for a value that nobody judges: that of a candidate's own call.
   */
  outcomes: z.array(
    z.object({ text: z.string(), right: z.boolean().nullable(), interleavings: z.string().nullable() }),
  ),
  wallMs: z.number(),
});
export type ScopeReport = z.infer<typeof ScopeReport>;

/** Durations of a judging, in milliseconds. Phases that did not run are null; `samplesMs` is that of an own call, too. */
export const Timing = z.object({
  totalMs: z.number(),
  compileMs: z.number().nullable(),
  samplesMs: z.number().nullable(),
  fullScaleMs: z.number().nullable(),
  exploreMs: z.number().nullable(),
});
export type Timing = z.infer<typeof Timing>;

/** What a verdict rests on. */
export const DecidedBy = z.discriminatedUnion('kind', [
  /** The program did not get as far as a test. */
  z.object({ kind: z.literal('compile') }),
  z.object({ kind: z.literal('test'), group: TestGroup, title: z.string(), call: z.string() }),
  /** An explored call; with the fewest preemptions that lead there, where a schedule was found. */
  z.object({ kind: z.literal('scope'), call: z.string(), preemptions: z.int().min(0).nullable() }),
  /** Nothing was found in so many tests and explored calls: it is accepted. */
  z.object({ kind: z.literal('everything'), tests: z.int().min(0), scopes: z.int().min(0) }),
]);
export type DecidedBy = z.infer<typeof DecidedBy>;

export const Report = z.object({
  verdict: Verdict,
  code: VerdictCode,
  /** null unless accepted. */
  claim: Claim.nullable(),
  flags: z.array(Verdict),
  sentence: z.string(),
  /** null for a judge-error, and in reports from before this was written down. Private: it may name a hidden test. */
  decidedBy: DecidedBy.nullable().default(null),
  /** Why compiling failed, null otherwise. */
  compileError: ExceptionInfo.nullable(),
  /** Cause of a judge-error, for the operator; never shown to a candidate. */
  fault: z.string().nullable(),
  /** Whose fault a judge-error is: `checker`: that of the exercise's checker.ts, which would fail once more. null: of none known. */
  faultIn: z.enum(['checker', 'judge']).nullable().default(null),
  tests: z.array(TestReport),
  /** Scopes are small calls that candidates may see as a whole, findings too. */
  scopes: z.array(ScopeReport),
  findings: z.array(Finding),
  timing: Timing,
});
export type Report = z.infer<typeof Report>;
