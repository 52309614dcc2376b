/**
 * What one run for real shows, as findings in the order in which they count. The first decides the test's verdict,
 * the others are its flags. Host facts come before anything that the candidate's processes said.
 */
import type { ExceptionInfo, Leftovers, LimitKind, ProgramRun, Verdict } from '@lockstep/protocol';
import { childException } from './child-exception.ts';

export interface Finding {
  readonly verdict: Verdict;
  /** One sentence for a person. May quote the candidate's own values. */
  readonly sentence: string;
}

/**
 * Higher in the list counts more. `accepted` is what remains when there is no finding. What exploration proves comes before
 * what a run for real happened to show: a racy program fails another way each time, and must get one verdict.
 */
export const PRECEDENCE: readonly Verdict[] = [
  'judge-error',
  'compile-error',
  'sandbox-violation',
  'deadlock',
  'race',
  'memory-limit',
  'process-limit',
  'output-limit',
  'time-limit',
  'runtime-error',
  'wrong-answer',
  'rule-violation',
  'leak',
  'accepted',
];

const LIMIT_VERDICTS: Record<LimitKind, Verdict> = {
  wall: 'time-limit',
  cpu: 'time-limit',
  memory: 'memory-limit',
  output: 'output-limit',
  processes: 'process-limit',
};

const LIMIT_SENTENCES: Record<LimitKind, string> = {
  wall: 'It was still running when the time was up: some process may be waiting for ever.',
  cpu: 'It used more CPU time than the limit.',
  memory: 'It used more memory than the limit.',
  output: 'It wrote more output than the limit.',
  processes: 'It had more processes alive at once than the limit.',
};

/** Findings that need no expected value: limits, errors, leftovers. */
export function runFindings(run: ProgramRun): Finding[] {
  const findings: Finding[] = [];
  if (run.refusedCalls.length > 0) {
    const names = run.refusedCalls.map((call) => call.name).join(', ');
    findings.push({ verdict: 'sandbox-violation', sentence: `It tried a forbidden system call: ${names}.` });
  }
  const limits = new Set(run.limitsReached);
  if (run.ending.kind === 'killed') limits.add(run.ending.limit);
  for (const limit of limits) findings.push({ verdict: LIMIT_VERDICTS[limit], sentence: LIMIT_SENTENCES[limit] });
  const error = run.ending.kind === 'killed' ? null : errorOf(run);
  if (error !== null) findings.push(error);
  const left = run.ending.kind === 'killed' ? null : leftoverSentence(run.leftovers);
  if (left !== null) findings.push({ verdict: 'leak', sentence: left });
  return findings;
}

/** The findings by what counts most, each verdict once. Stable: of equal ones the first stays. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const first = new Map<Verdict, Finding>();
  for (const finding of findings) if (!first.has(finding.verdict)) first.set(finding.verdict, finding);
  return [...first.values()].sort((a, b) => PRECEDENCE.indexOf(a.verdict) - PRECEDENCE.indexOf(b.verdict));
}

export function exceptionSentence(exception: ExceptionInfo): string {
  const message = exception.message.split('\n', 1)[0] ?? '';
  const where = exception.line === null ? '' : ` in line ${exception.line}`;
  return `${exception.type}${where}${message === '' ? '.' : `: ${message}`}`;
}

function errorOf(run: ProgramRun): Finding | null {
  const { observation, ending } = run;
  if (observation?.kind === 'raised') {
    const verdict = observation.exception.type === 'MemoryError' ? 'memory-limit' : 'runtime-error';
    return { verdict, sentence: exceptionSentence(observation.exception) };
  }
  if (observation?.kind === 'no-entry') {
    return {
      verdict: 'runtime-error',
      sentence: 'The entry was there when the solution was compiled and is gone now.',
    };
  }
  if (ending.kind === 'signalled') {
    return { verdict: 'runtime-error', sentence: `The main process was ended by signal ${ending.signal}.` };
  }
  if (observation === null) {
    const code = ending.kind === 'exited' ? ` (exit code ${ending.code})` : '';
    return { verdict: 'runtime-error', sentence: `The main process ended without returning a result${code}.` };
  }
  if (ending.kind === 'exited' && ending.code !== 0) {
    return { verdict: 'runtime-error', sentence: `The main process ended with exit code ${ending.code}.` };
  }
  const failed = run.processes.find(
    (process) => process.role === 'child' && process.exitCode !== null && process.exitCode !== 0,
  );
  if (failed === undefined) return null;
  const why = childException(run);
  const because = why === null ? '.' : `: ${exceptionSentence(why)}`;
  return {
    verdict: 'runtime-error',
    sentence: `Child process ${failed.name} ended with exit code ${failed.exitCode}${because}`,
  };
}

function leftoverSentence(left: Leftovers): string | null {
  const parts = [
    ...(left.processes.length > 0 ? [plural(left.processes.length, 'running process', 'running processes')] : []),
    ...(left.sharedMemory.length > 0
      ? [plural(left.sharedMemory.length, 'shared-memory segment', 'shared-memory segments')]
      : []),
    ...(left.semaphores.length > 0 ? [plural(left.semaphores.length, 'semaphore', 'semaphores')] : []),
  ];
  return parts.length === 0 ? null : `It left behind ${parts.join(' and ')}.`;
}

function plural(n: number, one: string, many: string): string {
  return n === 1 ? `a ${one}` : `${n} ${many}`;
}
