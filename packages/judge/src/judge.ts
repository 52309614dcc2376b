/**
 * A submission's way from source to report: compile, samples, full scale, exploration. Pure but for its ports. All
 * phases run, so that the report is complete; the verdict is decided after them. The same runs give the same report.
 */
import {
  type ExceptionInfo,
  type Exercise,
  type ExerciseTest,
  type Phase,
  type Report,
  type SubmissionMode,
  type TestGroup,
  type TestReport,
  type Verdict,
  verdictCode,
} from '@lockstep/protocol';
import { claimOf } from './claim.ts';
import { decide, decidedBy } from './decision.ts';
import { type Explored, exploreScopes } from './explore-scopes.ts';
import { exceptionSentence, runFindings } from './findings.ts';
import type { JudgingJob } from './job.ts';
import { CheckerFailure, JudgeFault } from './judge-fault.ts';
import { ownCallSentence } from './own-call.ts';
import type { JudgePorts, PhaseStatus } from './ports.ts';
import { ProgressError, progressOf } from './progress.ts';
import { runTest } from './test-run.ts';

/** After so many tests that did not end in time, the others are not run: the verdict cannot improve, each costs its limit. */
const MAX_TIME_LIMITS = 1;

/** The phases that will run for a mode, with their number of tests. */
export function plannedPhases(exercise: Exercise, mode: SubmissionMode): { phase: Phase; tests: number }[] {
  const { samples, fullScale, scopes } = exercise;
  const planned: { phase: Phase; tests: number }[] = [{ phase: 'compile', tests: 0 }];
  if (mode === 'own') planned.push({ phase: 'own', tests: scopes.length });
  else planned.push({ phase: 'samples', tests: samples.length });
  if (mode === 'full') planned.push({ phase: 'full-scale', tests: fullScale.length });
  if (mode !== 'samples' && scopes.length > 0) planned.push({ phase: 'explore', tests: scopes.length });
  return planned;
}

/**
 * Judges a submission. A fault of ours (sandbox, checker, a bug) gives a report with verdict judge-error and its cause
 * in `fault`. Rejects only when `signal` is aborted, or when `onProgress` rejects.
 */
export async function judgeSubmission(job: JudgingJob, ports: JudgePorts, signal: AbortSignal): Promise<Report> {
  const begin = ports.monotonicMs();
  const tests: TestReport[] = [];
  const explored: Explored = { scopes: [], findings: [], undecided: null };
  const timing: Omit<Mutable<Report['timing']>, 'totalMs'> = {
    compileMs: null,
    samplesMs: null,
    fullScaleMs: null,
    exploreMs: null,
  };
  const finish = (verdict: Verdict, sentence: string, rest: Partial<Report> = {}): Report => ({
    verdict,
    code: verdictCode(verdict),
    claim: null,
    flags: [],
    sentence,
    decidedBy: null,
    compileError: null,
    fault: null,
    faultIn: null,
    tests,
    scopes: explored.scopes,
    findings: explored.findings,
    timing: { totalMs: ports.monotonicMs() - begin, ...timing },
    ...rest,
  });

  try {
    const compiled = await compile(job, ports, signal);
    timing.compileMs = compiled.wallMs;
    if (compiled.kind === 'failed') {
      return finish(compiled.verdict, compiled.sentence, {
        decidedBy: { kind: 'compile' },
        compileError: compiled.exception,
      });
    }
    const { samples, fullScale, scopes } = job.exercise;
    const run = (phase: Phase, group: TestGroup, selected: readonly ExerciseTest[]): Promise<number> =>
      runPhase(job, phase, group, selected, tests, ports, signal);
    if (job.mode === 'own') timing.samplesMs = await run('own', 'own', scopes);
    else timing.samplesMs = await run('samples', 'sample', samples);
    if (job.mode === 'full') timing.fullScaleMs = await run('full-scale', 'full-scale', fullScale);
    if (job.mode !== 'samples' && scopes.length > 0) {
      timing.exploreMs = await exploreScopes(job, explored, ports, signal);
    }
  } catch (error) {
    if (signal.aborted || error instanceof ProgressError) throw error;
    return finish('judge-error', JUDGE_ERROR_SENTENCE, faultOf(error));
  }
  const { verdict, flags, sentence } = decide(tests, explored.scopes);
  const decided = { flags, decidedBy: decidedBy(verdict, tests, explored.scopes, explored.findings) };
  if (job.mode === 'own') {
    // Nothing says what it should return, so nothing is claimed.
    return finish(verdict, verdict === 'accepted' ? ownCallSentence(tests, explored) : sentence, decided);
  }
  return finish(verdict, sentence, { ...decided, claim: verdict === 'accepted' ? claimOf(tests, explored) : null });
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export const JUDGE_ERROR_SENTENCE =
  'We could not judge this submission. That is our fault and counts for nothing; your code is kept.';

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

/** A judge-error's cause, for the operator and the exercise's authors. */
export function faultOf(error: unknown): Pick<Report, 'fault' | 'faultIn'> {
  if (error instanceof CheckerFailure) return { fault: error.message, faultIn: 'checker' };
  if (error instanceof JudgeFault) return { fault: error.message, faultIn: 'judge' };
  return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error), faultIn: 'judge' };
}
