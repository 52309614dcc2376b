/**
 * A submission's way from source to report: compile, samples, full scale. Pure but for its ports. All phases run, so
 * that the report is complete; the verdict is decided after them. The same runs give the same report.
 */
import {
  type Claim,
  type ExceptionInfo,
  type Exercise,
  type ExerciseTest,
  type Phase,
  type Report,
  type SubmissionMode,
  type TestGroup,
  type TestReport,
  testView,
  type Verdict,
  verdictCode,
} from '@lockstep/protocol';
import { exceptionSentence, PRECEDENCE, runFindings } from './findings.ts';
import { JudgeFault } from './judge-fault.ts';
import type { JudgePorts, PhaseStatus } from './ports.ts';
import { runTest } from './test-run.ts';

/** After so many tests that did not end in time, the others are not run: the verdict cannot improve. */
const MAX_TIME_LIMITS = 2;

export interface JudgingJob {
  readonly exercise: Exercise;
  readonly source: string;
  readonly mode: SubmissionMode;
}

/** The phases that will run for a mode, with their number of tests. */
export function plannedPhases(exercise: Exercise, mode: SubmissionMode): { phase: Phase; tests: number }[] {
  const phases: { phase: Phase; tests: number }[] = [
    { phase: 'compile', tests: 0 },
    { phase: 'samples', tests: exercise.samples.length },
  ];
  if (mode === 'full') phases.push({ phase: 'full-scale', tests: exercise.fullScale.length });
  return phases;
}

/**
 * Judges a submission. A fault of ours (sandbox, checker, a bug) gives a report with verdict judge-error and its cause
 * in `fault`. Rejects only when `signal` is aborted, or when `onProgress` rejects.
 */
export async function judgeSubmission(job: JudgingJob, ports: JudgePorts, signal: AbortSignal): Promise<Report> {
  const begin = ports.monotonicMs();
  const tests: TestReport[] = [];
  const timing = { compileMs: null, samplesMs: null, fullScaleMs: null } as {
    compileMs: number | null;
    samplesMs: number | null;
    fullScaleMs: number | null;
  };
  const finish = (verdict: Verdict, sentence: string, rest: Partial<Report> = {}): Report => ({
    verdict,
    code: verdictCode(verdict),
    claim: null,
    flags: [],
    sentence,
    compileError: null,
    fault: null,
    tests,
    timing: { totalMs: ports.monotonicMs() - begin, ...timing },
    ...rest,
  });

  try {
    const compiled = await compile(job, ports, signal);
    timing.compileMs = compiled.wallMs;
    if (compiled.kind === 'failed') {
      return finish(compiled.verdict, compiled.sentence, { compileError: compiled.exception });
    }
    timing.samplesMs = await runPhase(job, 'samples', 'sample', job.exercise.samples, tests, ports, signal);
    if (job.mode === 'full') {
      timing.fullScaleMs = await runPhase(
        job,
        'full-scale',
        'full-scale',
        job.exercise.fullScale,
        tests,
        ports,
        signal,
      );
    }
  } catch (error) {
    if (signal.aborted || error instanceof ProgressError) throw error;
    return finish('judge-error', JUDGE_ERROR_SENTENCE, { fault: causeOf(error) });
  }
  const { verdict, flags, sentence } = decide(tests);
  const claim: Claim | null = verdict === 'accepted' ? { kind: 'sampled', schedules: String(tests.length) } : null;
  return finish(verdict, sentence, { flags, claim });
}

export const JUDGE_ERROR_SENTENCE =
  'We could not judge this submission. That is our fault and counts for nothing; your code is kept.';

/** The main verdict over all tests by precedence, everything else as flags, and one sentence a candidate may read. */
export function decide(tests: readonly TestReport[]): { verdict: Verdict; flags: Verdict[]; sentence: string } {
  const found = new Set(tests.flatMap((test) => [test.verdict, ...test.flags]));
  const [verdict = 'accepted', ...others] = PRECEDENCE.filter((candidate) => found.has(candidate));
  const flags = others.filter((flag) => flag !== 'accepted');
  const decisive = tests.find((test) => test.verdict === verdict);
  if (verdict === 'accepted' || decisive === undefined) {
    return { verdict, flags, sentence: `All ${tests.length} tests passed, each run for real.` };
  }
  // Only what the candidate may see of the test goes into the sentence.
  const view = testView(decisive);
  return {
    verdict,
    flags,
    sentence: view.call === null ? `${view.title}: ${view.message}` : `${view.call}: ${view.message}`,
  };
}

type Compiled =
  | { readonly kind: 'ok'; readonly wallMs: number }
  | {
      readonly kind: 'failed';
      readonly wallMs: number;
      readonly verdict: Verdict;
      readonly sentence: string;
      readonly exception: ExceptionInfo | null;
    };

async function compile(job: JudgingJob, ports: JudgePorts, signal: AbortSignal): Promise<Compiled> {
  const { exercise, source } = job;
  const report = progressOf(ports);
  await report({ kind: 'phase', phase: 'compile', status: 'running', wallMs: null });
  const run = await ports.runProgram(
    {
      source,
      action: { kind: 'import', entry: exercise.entry.name },
      startMethod: exercise.startMethod,
      limits: exercise.limits,
    },
    signal,
  );
  const { wallMs, observation } = run;
  const end = async (compiled: Compiled): Promise<Compiled> => {
    const status: PhaseStatus = compiled.kind === 'ok' ? 'passed' : 'failed';
    await report({ kind: 'phase', phase: 'compile', status, wallMs });
    return compiled;
  };
  if (run.ending.kind !== 'killed' && run.refusedCalls.length === 0) {
    if (observation?.kind === 'raised') {
      const { exception } = observation;
      return end({
        kind: 'failed',
        wallMs,
        verdict: 'compile-error',
        sentence: exceptionSentence(exception),
        exception,
      });
    }
    if (observation?.kind === 'no-entry') {
      const message = `solution.py defines no ${exercise.entry.name} that can be called. Asked for: ${exercise.entry.signature}`;
      const exception: ExceptionInfo = { type: 'NameError', message, line: null, traceback: '' };
      return end({ kind: 'failed', wallMs, verdict: 'compile-error', sentence: `${message}.`, exception });
    }
  }
  const [finding] = runFindings(run).filter((candidate) => candidate.verdict !== 'leak');
  if (finding === undefined) return end({ kind: 'ok', wallMs });
  const sentence = `While solution.py was imported: ${finding.sentence}`;
  return end({ kind: 'failed', wallMs, verdict: finding.verdict, sentence, exception: null });
}

async function runPhase(
  job: JudgingJob,
  phase: Phase,
  group: TestGroup,
  selected: readonly ExerciseTest[],
  tests: TestReport[],
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<number> {
  const report = progressOf(ports);
  const begin = ports.monotonicMs();
  await report({ kind: 'phase', phase, status: 'running', wallMs: null });
  let passed = true;
  for (const [index, test] of selected.entries()) {
    if (tests.filter((done) => done.verdict === 'time-limit').length >= MAX_TIME_LIMITS) {
      passed = false;
      break;
    }
    const result = await runTest(job.exercise, test, group, job.source, ports, signal);
    tests.push(result);
    if (result.verdict !== 'accepted') passed = false;
    await report({ kind: 'test', phase, index, total: selected.length, report: result });
  }
  const wallMs = ports.monotonicMs() - begin;
  await report({ kind: 'phase', phase, status: passed ? 'passed' : 'failed', wallMs });
  return wallMs;
}

/** A progress report that could not be delivered is not a judging fault: it must reach the caller as it is. */
export class ProgressError extends Error {
  override readonly name = 'ProgressError';
}

function progressOf(ports: JudgePorts): JudgePorts['onProgress'] {
  return async (progress) => {
    try {
      await ports.onProgress(progress);
    } catch (error) {
      throw new ProgressError('progress could not be delivered', { cause: error });
    }
  };
}

function causeOf(error: unknown): string {
  if (error instanceof JudgeFault) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
