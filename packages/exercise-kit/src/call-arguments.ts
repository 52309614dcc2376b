/** The arguments of a call as it is written: literals, `range`, generators of the checker module. Pure. */
import type { Argument, Exercise, ExerciseTest, PythonValue } from '@lockstep/protocol';
import { BOUNDS } from './file-schemas.ts';
import { type LiteralResult, type ParsedArgument, parseArgument, parseCall } from './python-literal.ts';

/** Whether the checker module exports a function of this name; null: no function may make an argument. */
type IsGenerator = ((name: string) => boolean) | null;

/** Reads a call of the entry: `count(2, 2)`. Refusals are sentences for whoever wrote it. */
export function readCallArguments(
  call: string,
  entry: { readonly name: string; readonly parameters: readonly string[] },
  isGenerator: IsGenerator,
): LiteralResult<Argument[]> {
  const parsed = parseCall(call);
  if (parsed.kind === 'refused') return parsed;
  const { name, args } = parsed.value;
  if (name !== entry.name) return refused(`calls ${name}, but the entry is ${entry.name}`);
  if (args.length !== entry.parameters.length) {
    const wanted = `${entry.name}(${entry.parameters.join(', ')})`;
    return refused(`has ${args.length} ${args.length === 1 ? 'argument' : 'arguments'}, but the entry is ${wanted}`);
  }
  return all(args.map((argument) => resolve(argument, isGenerator)));
}

/** Reads one value, as it stands in `expect`. */
export function readWrittenArgument(text: string, isGenerator: IsGenerator): LiteralResult<Argument> {
  const parsed = parseArgument(text);
  return parsed.kind === 'refused' ? parsed : resolve(parsed.value, isGenerator);
}

/**
 * A call of a candidate's own as a test that expects nothing. Everything in it is written out: what the checker module makes
 * belongs to the hidden tests.
 */
export function readOwnCall({ entry }: Pick<Exercise, 'entry'>, call: string): LiteralResult<ExerciseTest> {
  const read = readCallArguments(call, entry, null);
  if (read.kind === 'refused') return read;
  const expectation = { kind: 'none' } as const;
  const told = { name: 'own', title: call, call, revealed: true, explanation: null, rules: null };
  return { kind: 'parsed', value: { ...told, args: read.value, expectation } };
}

/** Expands `range`, checks that a generator exists. */
function resolve(parsed: ParsedArgument, isGenerator: IsGenerator): LiteralResult<Argument> {
  if (parsed.kind === 'literal') return { kind: 'parsed', value: { kind: 'value', value: parsed.value } };
  const { name } = parsed;
  const args = all(parsed.args.map((argument) => resolve(argument, isGenerator)));
  if (args.kind === 'refused') return args;
  const params: PythonValue[] = [];
  for (const argument of args.value) {
    if (argument.kind === 'value') params.push(argument.value);
    else return refused(`a generator cannot be an argument of ${name}`);
  }
  if (name === 'range') {
    const numbers = expandRange(params);
    return typeof numbers === 'string'
      ? refused(numbers)
      : { kind: 'parsed', value: { kind: 'value', value: numbers } };
  }
  if (isGenerator === null) return refused(`${name}(...) is no value: write the arguments out, or use range`);
  if (!isGenerator(name)) return refused(`${name} is no function that checker.ts exports, and no literal`);
  return { kind: 'parsed', value: { kind: 'generated', generator: name, params } };
}

/** `range(stop)` or `range(start, stop)` as a list of ints, or why not. */
function expandRange(params: readonly PythonValue[]): number[] | string {
  const [first, second] = params;
  const ints = params.every((param) => typeof param === 'number');
  if (!ints || typeof first !== 'number' || params.length > 2) return 'range takes one or two ints';
  const [start, stop] = typeof second === 'number' ? [first, second] : [0, first];
  const length = Math.max(0, stop - start);
  if (length > BOUNDS.rangeLength) return `a range of more than ${BOUNDS.rangeLength} numbers`;
  return Array.from({ length }, (_, index) => start + index);
}

function all<T>(results: readonly LiteralResult<T>[]): LiteralResult<T[]> {
  const values: T[] = [];
  for (const result of results) {
    if (result.kind === 'refused') return result;
    values.push(result.value);
  }
  return { kind: 'parsed', value: values };
}

function refused(message: string): { readonly kind: 'refused'; readonly message: string } {
  return { kind: 'refused', message };
}
