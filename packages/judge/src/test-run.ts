/** Judges one test: builds its arguments, runs the program, compares on this side of the sandbox. */
import {
  type Argument,
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
import { difference } from './equality.ts';
import { type Finding, inOrder, runFindings } from './findings.ts';
import { JudgeFault } from './judge-fault.ts';
import type { CheckerResult, JudgePorts } from './ports.ts';
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
  const args: PythonValue[] = [];
  for (const argument of test.args) args.push(await resolveArgument(exercise, argument, ports, signal));
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

async function resolveArgument(
  exercise: Exercise,
  argument: Argument,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<PythonValue> {
  if (argument.kind === 'value') return argument.value;
  const { generator, params } = argument;
  const module = checkerModule(exercise);
  return answerOf(await ports.checker.generate({ module, generator, params }, signal), `generator ${generator}`);
}

async function compare(
  exercise: Exercise,
  test: ExerciseTest,
  args: readonly PythonValue[],
  run: ProgramRun,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<{ finding: Finding | null; expected: string | null }> {
  const { expectation } = test;
  const { observation } = run;
  const wrong = (sentence: string): Finding => ({ verdict: 'wrong-answer', sentence });
  if (expectation.kind === 'equal') {
    const value = await resolveArgument(exercise, expectation.value, ports, signal);
    const expected = formatPython(value);
    if (observation?.kind === 'unsendable') return { finding: wrong(unsendable(observation.reason)), expected };
    if (observation?.kind !== 'returned') return { finding: null, expected };
    const found = difference(value, observation.value, expectation);
    return { finding: found === null ? null : wrong(sentence(found)), expected };
  }
  if (observation?.kind === 'unsendable') return { finding: wrong(unsendable(observation.reason)), expected: null };
  if (observation?.kind !== 'returned') return { finding: null, expected: null };
  const result = await ports.checker.check(
    { module: checkerModule(exercise), args, outcome: observation.value },
    signal,
  );
  const answer = answerOf(result, 'checker');
  return { finding: answer.accepted ? null : wrong(sentence(answer.message)), expected: null };
}

function answerOf<T>(result: CheckerResult<T>, what: string): T {
  if (result.kind === 'answer') return result.value;
  throw new JudgeFault(`the exercise's ${what} failed (${result.fault}): ${result.detail}`);
}

function checkerModule(exercise: Exercise): string {
  if (exercise.checker !== null) return exercise.checker;
  throw new JudgeFault(`the exercise ${exercise.slug} needs a checker module and has none`);
}

function unsendable(reason: string): string {
  return `The result cannot be compared: ${reason}.`;
}

function sentence(text: string): string {
  const trimmed = text.trim() === '' ? 'the result is not acceptable' : text.trim();
  const first = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
