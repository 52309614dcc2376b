/** Builds a test's arguments and compares a value with what it expects, on this side of the sandbox. */
import { type Argument, type Exercise, type ExerciseTest, formatPython, type PythonValue } from '@lockstep/protocol';
import { difference } from './equality.ts';
import { CheckerFailure } from './judge-fault.ts';
import type { CheckerResult, JudgePorts } from './ports.ts';

/** The arguments of a test's call. Throws JudgeFault when a generator failed. */
export async function resolveArguments(
  exercise: Exercise,
  test: ExerciseTest,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<PythonValue[]> {
  const args: PythonValue[] = [];
  for (const argument of test.args) args.push(await resolveArgument(exercise, argument, ports, signal));
  return args;
}

/** What a test expects, in words; null where a checker decides, or nobody. */
export async function expectedWords(
  exercise: Exercise,
  { expectation }: ExerciseTest,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<string | null> {
  if (expectation.kind !== 'equal') return null;
  return formatPython(await resolveArgument(exercise, expectation.value, ports, signal));
}

/** What is wrong with a returned value, as a sentence; null when it is acceptable. Throws JudgeFault. */
export async function whatIsWrong(
  exercise: Exercise,
  { expectation }: ExerciseTest,
  args: readonly PythonValue[],
  value: PythonValue,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<string | null> {
  if (expectation.kind === 'none') return null;
  if (expectation.kind === 'equal') {
    const found = difference(await resolveArgument(exercise, expectation.value, ports, signal), value, expectation);
    return found === null ? null : sentence(found);
  }
  const result = await ports.checker.check({ module: checkerModule(exercise), args, outcome: value }, signal);
  const answer = answerOf(result, 'check');
  return answer.accepted ? null : sentence(answer.message);
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
  return answerOf(await ports.checker.generate({ module, generator, params }, signal), `the generator ${generator}`);
}

function answerOf<T>(result: CheckerResult<T>, what: string): T {
  if (result.kind === 'answer') return result.value;
  throw new CheckerFailure(failureWords(result.fault, result.detail, what));
}

/** For the exercise's authors. `detail` of a time or memory limit says which: `did not end within 5 s`. */
function failureWords(fault: string, detail: string, what: string): string {
  switch (fault) {
    case 'timeout':
    case 'memory':
      return `checker.ts ${detail}, in ${what}`;
    case 'threw':
      return `checker.ts threw in ${what}: ${detail}`;
    default:
      return `checker.ts, in ${what}: ${detail} (${fault})`;
  }
}

function checkerModule(exercise: Exercise): string {
  if (exercise.checker !== null) return exercise.checker;
  throw new CheckerFailure(`the exercise ${exercise.slug} needs a checker module and has none`);
}

function sentence(text: string): string {
  const trimmed = text.trim() === '' ? 'the result is not acceptable' : text.trim();
  const first = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
