/**
 * Whether a program is wrong, by the quickest evidence: exploration first, then runs for real, up to the first that is
 * not accepted. For programs of authors: it reports nothing on the way.
 */
import { type Report, type ScopeReport, type TestGroup, verdictCode } from '@lockstep/protocol';
import { claimOf } from './claim.ts';
import { decide, decidedBy } from './decision.ts';
import type { Explored } from './explore-scopes.ts';
import type { JudgingJob } from './job.ts';
import { faultOf, JUDGE_ERROR_SENTENCE } from './judge.ts';
import type { JudgePorts } from './ports.ts';
import { judgeScope } from './scope.ts';
import { runTest } from './test-run.ts';

const SCOPE_MS = 5_000;

/**
 * Judges up to the first explored call or test that is not accepted. The report has what was looked at and no more; a fault
 * of ours gives one with verdict judge-error and its cause in `fault`. Rejects only when `signal` is aborted.
 */
export async function refute(job: JudgingJob, ports: JudgePorts, signal: AbortSignal): Promise<Report> {
  const begin = ports.monotonicMs();
  const tests: Report['tests'] = [];
  const explored: Explored = { scopes: [], findings: [], undecided: null };
  const timing = {
    exploreMs: null as number | null,
    samplesMs: null as number | null,
    fullScaleMs: null as number | null,
  };
  const reportOf = (decision: Pick<Report, 'verdict' | 'sentence'> & Partial<Report>): Report => ({
    code: verdictCode(decision.verdict),
    claim: null,
    flags: [],
    decidedBy: null,
    compileError: null,
    fault: null,
    faultIn: null,
    tests,
    scopes: explored.scopes,
    findings: explored.findings,
    timing: { totalMs: ports.monotonicMs() - begin, compileMs: null, ...timing },
    ...decision,
  });
  try {
    await look(job, tests, explored, timing, ports, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return reportOf({ verdict: 'judge-error', sentence: JUDGE_ERROR_SENTENCE, ...faultOf(error) });
  }
  const { scopes, findings } = explored;
  const decision = decide(tests, scopes);
  return reportOf({
    ...decision,
    decidedBy: decidedBy(decision.verdict, tests, scopes, findings),
    claim: decision.verdict === 'accepted' ? claimOf(tests, explored) : null,
  });
}

/** Adds to `tests` and `explored` up to the first that is not accepted. */
async function look(
  job: JudgingJob,
  tests: Report['tests'],
  explored: Explored,
  timing: { exploreMs: number | null; samplesMs: number | null; fullScaleMs: number | null },
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<void> {
  const { exercise, source } = job;
  for (const scope of exercise.scopes) {
    const judged = await judgeScope(job, scope, () => {}, ports, SCOPE_MS, signal);
    explored.scopes.push(judged.report);
    explored.findings.push(...judged.findings);
    explored.undecided ??= judged.undecided;
    timing.exploreMs = totalMs(explored.scopes);
    if (judged.report.verdict !== 'accepted') return;
  }
  const runs = [
    ...exercise.samples.map((test) => ({ test, group: 'sample', timed: 'samplesMs' }) as const),
    ...exercise.fullScale.map((test) => ({ test, group: 'full-scale', timed: 'fullScaleMs' }) as const),
  ];
  for (const { test, group, timed } of runs) {
    const report = await runTest(exercise, test, group satisfies TestGroup, source, ports, signal);
    tests.push(report);
    timing[timed] = (timing[timed] ?? 0) + report.wallMs;
    if (report.verdict !== 'accepted') return;
  }
}

function totalMs(scopes: readonly ScopeReport[]): number {
  return scopes.reduce((sum, { wallMs }) => sum + wallMs, 0);
}
