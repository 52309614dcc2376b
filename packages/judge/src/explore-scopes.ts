/** Explores the scopes of a submission, two at a time, and reports them in their order. */
import type { ExerciseTest, Finding, ScopeReport } from '@lockstep/protocol';
import type { JudgingJob } from './job.ts';
import type { JudgePorts } from './ports.ts';
import { paced, progressOf } from './progress.ts';
import { type JudgedScope, judgeScope } from './scope.ts';

export interface Explored {
  readonly scopes: ScopeReport[];
  readonly findings: Finding[];
  /** Why some scope could not be explored; null when each was. */
  undecided: string | null;
}

/** Milliseconds that the search of one scope may take, that of a candidate's own call, and those of all scopes together. */
const SCOPE_MS = 15_000;
const OWN_CALL_MS = 8_000;
const SUBMISSION_MS = 45_000;
/** Scopes that are explored at the same time: the search of one uses the time in which the other's executors run. */
const SCOPES_AT_ONCE = 2;

/**
 * Explores every scope; they are reported in their order. A scope that never ends at full size has cost its time there
 * already and is explored all the same.
 */
export async function exploreScopes(
  job: JudgingJob,
  explored: Explored,
  ports: JudgePorts,
  outer: AbortSignal,
): Promise<number> {
  const report = progressOf(ports);
  const { scopes } = job.exercise;
  const mostMs = job.mode === 'own' ? OWN_CALL_MS : SCOPE_MS;
  const begin = ports.monotonicMs();
  await report({ kind: 'phase', phase: 'explore', status: 'running', wallMs: null });
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const started: Promise<JudgedScope>[] = [];
  const startUpTo = (count: number): void => {
    while (started.length < Math.min(count, scopes.length)) {
      const maxMs = Math.min(mostMs, Math.max(0, SUBMISSION_MS - (ports.monotonicMs() - begin)));
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
