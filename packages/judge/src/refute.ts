/**
 * Whether a program is wrong, by the quickest evidence: exploration first, then runs for real, up to the first that is
 * not accepted. For programs of authors: it reports nothing on the way.
 */
import type { Verdict } from '@lockstep/protocol';
import type { JudgingJob } from './job.ts';
import type { JudgePorts } from './ports.ts';
import { judgeScope } from './scope.ts';
import { runTest } from './test-run.ts';

const SCOPE_MS = 5_000;

/** The first verdict that is not accepted; null when there is none. Throws JudgeFault. */
export async function refute(job: JudgingJob, ports: JudgePorts, signal: AbortSignal): Promise<Verdict | null> {
  const { exercise, source } = job;
  for (const scope of exercise.scopes) {
    const { report } = await judgeScope(job, scope, () => {}, ports, SCOPE_MS, signal);
    if (report.verdict !== 'accepted') return report.verdict;
  }
  const tests = [
    ...exercise.samples.map((test) => ({ test, group: 'sample' as const })),
    ...exercise.fullScale.map((test) => ({ test, group: 'full-scale' as const })),
  ];
  for (const { test, group } of tests) {
    const { verdict } = await runTest(exercise, test, group, source, ports, signal);
    if (verdict !== 'accepted') return verdict;
  }
  return null;
}
