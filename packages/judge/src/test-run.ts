/** Judges one test: builds its arguments, runs the program, compares on this side of the sandbox. */
import {
  type Exercise,
  type ExerciseTest,
  formatPython,
  type ProgramRun,
  type PythonValue,
  type TestGroup,
  type TestReport,
  verdictCode,
} from '@lockstep/protocol';
import { childException } from './child-exception.ts';
import { expectedWords, resolveArguments, whatIsWrong } from './comparison.ts';
import { type Finding, inOrder, runFindings } from './findings.ts';
import type { JudgePorts } from './ports.ts';
import { brokenRules } from './structural-rules.ts';

/** Runs and judges one test. Throws JudgeFault when the checker or the sandbox failed. */
export async function runTest(
  exercise: Exercise,
  test: ExerciseTest,
  group: TestGroup,
  source: string,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<TestReport> {
  const args = await resolveArguments(exercise, test, ports, signal);
  const run = await ports.runProgram(
    {
      source,
      action: { kind: 'call', entry: exercise.entry.name, args },
      startMethod: exercise.startMethod,
      limits: exercise.limits,
    },
    signal,
  );
  const findings = runFindings(run);
  const compared = await compare(exercise, test, args, run, ports, signal);
  if (compared.finding !== null) findings.push(compared.finding);
  if (group === 'full-scale' && run.ending.kind !== 'killed') {
    const named = new Map(exercise.entry.parameters.map((name, index) => [name, args[index] ?? null] as const));
    for (const sentence of brokenRules(test.rules ?? exercise.rules, run, named)) {
      findings.push({ verdict: 'rule-violation', sentence });
    }
  }
  const ordered = inOrder(findings);
  const main: Finding = ordered[0] ?? { verdict: 'accepted', sentence: 'As expected.' };
  const { observation } = run;
  return {
    name: test.name,
    group,
    title: test.title,
    revealed: test.revealed,
    verdict: main.verdict,
    code: verdictCode(main.verdict),
    flags: ordered.slice(1).map((finding) => finding.verdict),
    message: main.sentence,
    call: test.call,
    expected: compared.expected,
    got: observation?.kind === 'returned' ? formatPython(observation.value) : null,
    exception: observation?.kind === 'raised' ? observation.exception : childException(run),
    wallMs: run.wallMs,
    cpuMs: run.cpuMs,
    peakBytes: run.peakBytes,
    processes: run.processes,
    aliveTogether: run.aliveTogether,
    output: run.output,
  };
}

async function compare(
  exercise: Exercise,
  test: ExerciseTest,
  args: readonly PythonValue[],
  run: ProgramRun,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<{ finding: Finding | null; expected: string | null }> {
  const { observation } = run;
  const expected = await expectedWords(exercise, test, ports, signal);
  const wrong = (sentence: string): Finding => ({ verdict: 'wrong-answer', sentence });
  if (observation?.kind === 'unsendable') return { finding: wrong(unsendable(observation.reason)), expected };
  if (observation?.kind !== 'returned') return { finding: null, expected };
  const found = await whatIsWrong(exercise, test, args, observation.value, ports, signal);
  return { finding: found === null ? null : wrong(found), expected };
}

function unsendable(reason: string): string {
  return `The result cannot be compared: ${reason}.`;
}
