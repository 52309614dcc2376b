/** What judging needs from outside. The apps hand these in; tests hand in fakes. Nothing here does I/O by itself. */
import type { Phase, ProgramJob, ProgramRun, PythonValue, TestReport } from '@lockstep/protocol';

/** Runs a program for real in a sandbox. Throws only when the sandbox itself failed: our fault, a judge-error. */
export type RunProgram = (job: ProgramJob, signal: AbortSignal) => Promise<ProgramRun>;

export type CheckerResult<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'fault'; readonly fault: string; readonly detail: string };

/** Runs an author's checker module away from us. A fault is an answer: the module's author is at fault, not the candidate. */
export interface CheckerPort {
  generate(
    call: { readonly module: string; readonly generator: string; readonly params: readonly PythonValue[] },
    signal: AbortSignal,
  ): Promise<CheckerResult<PythonValue>>;
  check(
    call: { readonly module: string; readonly args: readonly PythonValue[]; readonly outcome: PythonValue },
    signal: AbortSignal,
  ): Promise<CheckerResult<{ readonly accepted: boolean; readonly message: string }>>;
}

/** Milliseconds from any fixed point; only differences are used, and only for the timing that a report states. */
export type MonotonicMs = () => number;

/** Progress, in order. A `test` follows its phase's `running` and comes before its `passed` or `failed`. */
export type Progress =
  | { readonly kind: 'phase'; readonly phase: Phase; readonly status: PhaseStatus; readonly wallMs: number | null }
  | {
      readonly kind: 'test';
      readonly phase: Phase;
      readonly index: number;
      readonly total: number;
      readonly report: TestReport;
    };

export type PhaseStatus = 'running' | 'passed' | 'failed' | 'skipped';

export interface JudgePorts {
  readonly runProgram: RunProgram;
  readonly checker: CheckerPort;
  readonly onProgress: (progress: Progress) => Promise<void>;
  readonly monotonicMs: MonotonicMs;
}
