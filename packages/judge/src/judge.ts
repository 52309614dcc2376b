/**
 * A submission's way from source to report: compile, samples, full scale, exploration. Pure but for its ports. All
 * phases run, so that the report is complete; the verdict is decided after them. The same runs give the same report.
 */
import {
  type Claim,
  type ExceptionInfo,
  type Exercise,
  type ExerciseTest,
  type Finding,
  type Phase,
  type Report,
  type ScopeReport,
  type SubmissionMode,
  type TestGroup,
  type TestReport,
  testView,
  type Verdict,
  verdictCode,
} from '@lockstep/protocol';
import { exceptionSentence, PRECEDENCE, runFindings } from './findings.ts';
import type { JudgingJob } from './job.ts';
import { JudgeFault } from './judge-fault.ts';
import type { JudgePorts, PhaseStatus } from './ports.ts';
import { type JudgedScope, judgeScope } from './scope.ts';
import { runTest } from './test-run.ts';

/** After so many tests that did not end in time, the others are not run: the verdict cannot improve, each costs its limit. */
const MAX_TIME_LIMITS = 1;

/** The phases that will run for a mode, with their number of tests. */
export function plannedPhases(exercise: Exercise, mode: SubmissionMode): { phase: Phase; tests: number }[] {
  const phases: { phase: Phase; tests: number }[] = [
    { phase: 'compile', tests: 0 },
    { phase: 'samples', tests: exercise.samples.length },
  ];
  if (mode === 'full') {
    phases.push({ phase: 'full-scale', tests: exercise.fullScale.length });
    if (exercise.scopes.length > 0) phases.push({ phase: 'explore', tests: exercise.scopes.length });
  }
  return phases;
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
    compileError: null,
    fault: null,
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
      if (job.exercise.scopes.length > 0) timing.exploreMs = await explore(job, explored, ports, signal);
    }
  } catch (error) {
    if (signal.aborted || error instanceof ProgressError) throw error;
    return finish('judge-error', JUDGE_ERROR_SENTENCE, { fault: causeOf(error) });
  }
  const { verdict, flags, sentence } = decide(tests, explored.scopes);
  return finish(verdict, sentence, { flags, claim: verdict === 'accepted' ? claim(tests, explored) : null });
}

interface Explored {
  readonly scopes: ScopeReport[];
  readonly findings: Finding[];
  /** Why some scope could not be explored; null when each was. */
  undecided: string | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What an accepted verdict stands for: the weakest of what was seen of the scopes. */
function claim(tests: readonly TestReport[], { scopes, undecided }: Explored): Claim {
  const claims = scopes.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]));
  if (scopes.length === 0 || undecided !== null || claims.length < scopes.length) {
    return { kind: 'sampled', schedules: String(tests.length), reason: undecided };
  }
  const states = claims.reduce((sum, one) => sum + (one.kind === 'sampled' ? 0 : one.states), 0);
  const sampled = claims.filter((one) => one.kind === 'sampled');
  if (sampled.length > 0) {
    const schedules = sampled.reduce((sum, one) => sum + BigInt(one.schedules), BigInt(tests.length));
    return { kind: 'sampled', schedules: String(schedules), reason: sampled[0]?.reason ?? null };
  }
  const bounds = claims.flatMap((one) => (one.kind === 'bounded' ? [one.preemptions] : []));
  if (bounds.length > 0) return { kind: 'bounded', preemptions: Math.min(...bounds), states };
  const exhaustive = claims.filter((one) => one.kind === 'exhaustive');
  return {
    kind: 'exhaustive',
    interleavings: String(exhaustive.reduce((sum, one) => sum + BigInt(one.interleavings), 0n)),
    states,
    merged: exhaustive.some((one) => one.merged),
    loops: exhaustive.some((one) => one.loops),
    reduced: exhaustive.some((one) => one.reduced),
  };
}

export const JUDGE_ERROR_SENTENCE =
  'We could not judge this submission. That is our fault and counts for nothing; your code is kept.';

/** How a run for real of a racy program, or of one that can deadlock, may happen to fail: it says nothing more. */
const BY_LUCK: ReadonlySet<Verdict> = new Set(['time-limit', 'runtime-error', 'wrong-answer']);

/** The main verdict over all tests and scopes by precedence, everything else as flags, and one sentence a candidate may read. */
export function decide(
  tests: readonly TestReport[],
  scopes: readonly ScopeReport[],
): { verdict: Verdict; flags: Verdict[]; sentence: string } {
  const found = new Set([...tests, ...scopes].flatMap((one) => [one.verdict, ...one.flags]));
  const [verdict = 'accepted', ...others] = PRECEDENCE.filter((candidate) => found.has(candidate));
  const schedules = verdict === 'race' || verdict === 'deadlock';
  const flags = others.filter((flag) => flag !== 'accepted' && !(schedules && BY_LUCK.has(flag)));
  if (verdict === 'accepted') {
    const all = scopes.length > 0 && scopes.every(({ coverage }) => coverage !== null);
    const explored = all ? ' Every explored interleaving gives the right result too.' : '';
    return { verdict, flags, sentence: `All ${tests.length} tests passed, each run for real.${explored}` };
  }
  const scope = scopes.find((one) => one.verdict === verdict);
  if (scope !== undefined && schedules) {
    return { verdict, flags, sentence: `${scope.call}: ${scope.message}` };
  }
  const decisive = tests.find((test) => test.verdict === verdict);
  if (decisive === undefined)
    return { verdict, flags, sentence: scope === undefined ? '' : `${scope.call}: ${scope.message}` };
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

/** Milliseconds that the search of one scope may take, and those of all scopes together. */
const SCOPE_MS = 15_000;
const SUBMISSION_MS = 45_000;
/** Scopes that are explored at the same time: the search of one uses the time in which the other's executors run. */
const SCOPES_AT_ONCE = 2;

/**
 * Explores every scope; they are reported in their order. A scope that never ends at full size has cost its time there
 * already and is explored all the same.
 */
async function explore(job: JudgingJob, explored: Explored, ports: JudgePorts, outer: AbortSignal): Promise<number> {
  const report = progressOf(ports);
  const { scopes } = job.exercise;
  const begin = ports.monotonicMs();
  await report({ kind: 'phase', phase: 'explore', status: 'running', wallMs: null });
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const started: Promise<JudgedScope>[] = [];
  const startUpTo = (count: number): void => {
    while (started.length < Math.min(count, scopes.length)) {
      const maxMs = Math.min(SCOPE_MS, Math.max(0, SUBMISSION_MS - (ports.monotonicMs() - begin)));
      const judged = exploreScope(job, started.length, ports, maxMs, signal);
      // Whoever awaits it hears of it.
      judged.catch(() => {});
      started.push(judged);
    }
  };
  try {
    for (const index of scopes.keys()) {
      startUpTo(index + SCOPES_AT_ONCE);
      const judged = await (started[index] as Promise<JudgedScope>);
      explored.scopes.push(judged.report);
      // One finding for each verdict: the first scope that shows it is the smallest.
      const fresh = judged.findings.filter((one) => !explored.findings.some(({ verdict }) => verdict === one.verdict));
      explored.findings.push(...fresh);
      explored.undecided ??= judged.undecided;
      await report({ kind: 'scope', index, total: scopes.length, scope: judged.report });
      for (const finding of fresh) await report({ kind: 'finding', finding });
      const { recording } = judged;
      if (recording !== null) await report({ kind: 'recording', index, recording });
    }
  } finally {
    stop.abort();
    await Promise.allSettled(started);
  }
  const wallMs = ports.monotonicMs() - begin;
  const passed = explored.scopes.every(({ verdict }) => verdict === 'accepted');
  await report({ kind: 'phase', phase: 'explore', status: passed ? 'passed' : 'failed', wallMs });
  return wallMs;
}

async function exploreScope(
  job: JudgingJob,
  index: number,
  ports: JudgePorts,
  maxMs: number,
  signal: AbortSignal,
): Promise<JudgedScope> {
  const report = progressOf(ports);
  const { scopes } = job.exercise;
  const scope = scopes[index] as ExerciseTest;
  const progress = paced<Explore>(ports, ({ states, interleavings, histories }) =>
    report({
      kind: 'explore',
      progress: {
        scope: index,
        scopes: scopes.length,
        call: scope.call,
        states,
        interleavings: String(interleavings),
        executors: histories,
      },
    }),
  );
  const judged = await judgeScope(job, scope, progress.tell, ports, maxMs, signal);
  await progress.settle();
  return judged;
}

type Explore = Parameters<Parameters<JudgePorts['openExploration']>[1]>[0];

/** Progress of a search, at most so often: every one is stored. */
const PROGRESS_EVERY_MS = 250;

function paced<T>(
  ports: JudgePorts,
  send: (progress: T) => Promise<void>,
): { tell(progress: T): void; settle(): Promise<void> } {
  let last = ports.monotonicMs();
  let sending: Promise<void> = Promise.resolve();
  return {
    tell: (progress) => {
      const now = ports.monotonicMs();
      if (now - last < PROGRESS_EVERY_MS) return;
      last = now;
      sending = sending.then(() => send(progress));
      // What it rejects with is thrown by settle.
      sending.catch(() => {});
    },
    settle: () => sending,
  };
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
