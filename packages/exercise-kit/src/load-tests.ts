/** data/sample and data/secret: one YAML file a test. */
import type { Argument, ExerciseTest, Expectation, ExplorationRules, Rules } from '@lockstep/protocol';
import { readCallArguments, readWrittenArgument } from './call-arguments.ts';
import { BOUNDS, SampleFile, ScopeFile, SecretFile } from './file-schemas.ts';
import type { PackageFiles } from './package-files.ts';
import type { Problems } from './problems.ts';
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

function readCall(file: string, call: string, { problems, entry, checker }: TestContext): Argument[] | null {
  const read = readCallArguments(call, entry, (name) => exportsFunction(checker, name));
  if (read.kind === 'parsed') return read.value;
  problems.add(file, 'call', read.message);
  return null;
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
  const read = readWrittenArgument(expect, (name) => exportsFunction(context.checker, name));
  if (read.kind === 'refused') {
    problems.add(file, 'expect', read.message);
    return null;
  }
  const { value } = read;
  if (unordered && value.kind === 'value' && !Array.isArray(value.value)) {
    problems.add(file, 'unordered', 'only a list can be compared without its order');
    return null;
  }
  return { kind: 'equal', value, unordered, relativeTolerance };
}

/** Whether the source exports a function of this name, judged by its text: the module is not run here. */
function exportsFunction(source: string | null, name: string): boolean {
  if (source === null) return false;
  return new RegExp(`\\bexport\\s+(?:function\\*?|const|let)\\s+${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`).test(
    source,
  );
}
