/** data/sample and data/secret: one YAML file a test. */
import type { Argument, ExerciseTest, Expectation, ExplorationRules, PythonValue, Rules } from '@lockstep/protocol';
import { BOUNDS, SampleFile, ScopeFile, SecretFile } from './file-schemas.ts';
import type { PackageFiles } from './package-files.ts';
import type { Problems } from './problems.ts';
import { type ParsedArgument, parseArgument, parseCall } from './python-literal.ts';
import { readRules, ruleFault } from './rules.ts';
import type { Signature } from './signature.ts';
import { parseYaml } from './yaml-file.ts';

export interface TestContext {
  readonly files: PackageFiles;
  readonly problems: Problems;
  readonly entry: Signature;
  readonly rules: Rules;
  /** Source of the checker module, or null. */
  readonly checker: string | null;
}

/** The samples in order of their file names. */
export async function loadSamples(context: TestContext): Promise<ExerciseTest[]> {
  const tests: ExerciseTest[] = [];
  for (const { file, name, text } of await testFiles('data/sample', BOUNDS.samples, context)) {
    const written = parseYaml(file, text, SampleFile, context.problems);
    if (written === null) continue;
    const parts = readParts(file, written, context);
    if (parts === null) continue;
    const { call, explanation } = written;
    tests.push({ name, title: written.title ?? call, call, ...parts, revealed: true, explanation, rules: null });
  }
  return tests;
}

/** The hidden tests in order of their file names. */
export async function loadFullScale(context: TestContext): Promise<ExerciseTest[]> {
  const { problems, entry } = context;
  const tests: ExerciseTest[] = [];
  for (const { file, name, text } of await testFiles('data/secret', BOUNDS.fullScaleTests, context)) {
    const written = parseYaml(file, text, SecretFile, problems);
    if (written === null) continue;
    const parts = readParts(file, written, context);
    if (parts === null) continue;
    const rules = written.rules === undefined ? null : readRules(written.rules);
    const fault = ruleFault(rules ?? context.rules, entry, parts.args);
    if (fault !== null) problems.add(file, `rules.${fault.key}`, fault.message);
    const { title, call, reveal } = written;
    tests.push({ name, title, call, ...parts, revealed: reveal, explanation: null, rules });
  }
  return tests;
}

/** The calls to explore in order of their file names. None: the exercise is judged by runs for real only. */
export async function loadScopes(context: TestContext, rules: ExplorationRules): Promise<ExerciseTest[]> {
  const { problems, entry, files } = context;
  const tests: ExerciseTest[] = [];
  if ((await files.list('data/scope')).length === 0) return tests;
  for (const { file, name, text } of await testFiles('data/scope', BOUNDS.scopes, context)) {
    const written = parseYaml(file, text, ScopeFile, problems);
    if (written === null) continue;
    const parts = readParts(file, written, context);
    if (parts === null) continue;
    if (parts.args.some(({ kind }) => kind === 'generated')) {
      problems.add(file, 'call', 'an explored call is small: write its arguments out');
    }
    for (const key of ['always', 'sometimes'] as const) {
      const { aliveTogether } = rules[key] ?? {};
      const fault = aliveTogether === undefined ? null : ruleFault({ aliveTogether }, entry, parts.args);
      if (fault !== null) problems.add('problem.yaml', `exploration.${key}`, `${fault.message} (${file})`);
    }
    const { call } = written;
    tests.push({ name, title: call, call, ...parts, revealed: true, explanation: null, rules: null });
  }
  return tests;
}

interface TestFile {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

async function testFiles(folder: string, most: number, { files, problems }: TestContext): Promise<TestFile[]> {
  const found: TestFile[] = [];
  const entries = await files.list(folder);
  if (entries.length === 0) problems.add(folder, '', 'at least one test is needed: a file <name>.yaml');
  if (entries.length > most) problems.add(folder, '', `more than ${most} tests`);
  for (const name of entries.slice(0, most)) {
    const file = `${folder}/${name}`;
    const stem = /^([a-z0-9][a-z0-9_-]{0,63})\.yaml$/.exec(name)?.[1];
    if (stem === undefined) {
      problems.add(file, '', 'a test is a file named with lower-case letters, digits, - and _, ending in .yaml');
      continue;
    }
    const text = await files.read(file, BOUNDS.dataBytes, true);
    if (text !== null) found.push({ file, name: stem, text });
  }
  return found;
}

interface WrittenTest {
  readonly call: string;
  readonly expect?: string | undefined;
  readonly compare?: 'checker' | undefined;
  readonly unordered: boolean;
  readonly relative_tolerance: number;
}

function readParts(
  file: string,
  written: WrittenTest,
  context: TestContext,
): { args: Argument[]; expectation: Expectation } | null {
  const args = readCall(file, written.call, context);
  const expectation = readExpectation(file, written, context);
  return args === null || expectation === null ? null : { args, expectation };
}

function readCall(file: string, call: string, context: TestContext): Argument[] | null {
  const { problems, entry } = context;
  const parsed = parseCall(call);
  if (parsed.kind === 'refused') {
    problems.add(file, 'call', parsed.message);
    return null;
  }
  const { name, args } = parsed.value;
  if (name !== entry.name) {
    problems.add(file, 'call', `calls ${name}, but the entry is ${entry.name}`);
    return null;
  }
  if (args.length !== entry.parameters.length) {
    const wanted = `${entry.name}(${entry.parameters.join(', ')})`;
    problems.add(file, 'call', `has ${args.length} arguments, but the entry is ${wanted}`);
    return null;
  }
  const resolved = args.map((argument) => resolveArgument(file, 'call', argument, context));
  return resolved.every((argument) => argument !== null) ? resolved : null;
}

function readExpectation(file: string, written: WrittenTest, context: TestContext): Expectation | null {
  const { problems } = context;
  const { expect, compare, unordered, relative_tolerance: relativeTolerance } = written;
  if ((expect === undefined) === (compare === undefined)) {
    problems.add(file, 'expect', 'a test has either expect or "compare: checker"');
    return null;
  }
  if (expect === undefined) {
    if (unordered || relativeTolerance > 0) {
      problems.add(file, 'compare', 'unordered and relative_tolerance belong to expect; the checker decides alone');
    }
    if (!exportsFunction(context.checker, 'check')) {
      problems.add(file, 'compare', 'checker.ts has to export a function named check');
      return null;
    }
    return { kind: 'checker' };
  }
  const parsed = parseArgument(expect);
  if (parsed.kind === 'refused') {
    problems.add(file, 'expect', parsed.message);
    return null;
  }
  const value = resolveArgument(file, 'expect', parsed.value, context);
  if (value === null) return null;
  if (unordered && value.kind === 'value' && !Array.isArray(value.value)) {
    problems.add(file, 'unordered', 'only a list can be compared without its order');
    return null;
  }
  return { kind: 'equal', value, unordered, relativeTolerance };
}

/** Expands `range`, checks that a generator exists. null when it was reported. */
function resolveArgument(file: string, key: string, parsed: ParsedArgument, context: TestContext): Argument | null {
  if (parsed.kind === 'literal') return { kind: 'value', value: parsed.value };
  const { name, args } = parsed;
  const refuse = (message: string): null => {
    context.problems.add(file, key, message);
    return null;
  };
  const resolved = args.map((argument) => resolveArgument(file, key, argument, context));
  if (resolved.includes(null)) return null;
  const params: PythonValue[] = [];
  for (const argument of resolved) {
    if (argument?.kind === 'value') params.push(argument.value);
    else return refuse(`a generator cannot be an argument of ${name}`);
  }
  if (name === 'range') {
    const numbers = expandRange(params);
    return typeof numbers === 'string' ? refuse(numbers) : { kind: 'value', value: numbers };
  }
  if (!exportsFunction(context.checker, name)) {
    return refuse(`${name} is no function that checker.ts exports, and no literal`);
  }
  return { kind: 'generated', generator: name, params };
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

/** Whether the source exports a function of this name, judged by its text: the module is not run here. */
function exportsFunction(source: string | null, name: string): boolean {
  if (source === null) return false;
  return new RegExp(`\\bexport\\s+(?:function\\*?|const|let)\\s+${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`).test(
    source,
  );
}
