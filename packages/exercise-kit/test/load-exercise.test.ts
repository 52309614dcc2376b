import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Exercise } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { type LoadedExercise, loadExercise } from '../src/index.ts';
import { type Changes, PROBLEM, testBanks } from './packages.ts';

const newBank = testBanks();

async function loaded(changes: Changes = {}): Promise<LoadedExercise> {
  const bank = await newBank();
  const result = await loadExercise(await bank.add('adding', changes));
  if (result.kind === 'broken') throw new Error(JSON.stringify(result.errors));
  return result;
}

/** `file: key: message` of every error. */
async function errorsOf(changes: Changes, slug = 'adding', tracks?: string | null): Promise<string[]> {
  const bank = await newBank(tracks);
  return errorsIn(await bank.add(slug, changes));
}

async function errorsIn(folder: string): Promise<string[]> {
  const result = await loadExercise(folder);
  if (result.kind === 'loaded') return [];
  return result.errors.map(({ file, key, message }) => `${file}: ${key}: ${message}`);
}

describe('a whole package', () => {
  it('becomes an Exercise of the protocol', async () => {
    const { exercise, submissions } = await loaded();
    expect(Exercise.parse(exercise)).toEqual(exercise);
    expect(exercise).toMatchObject({
      slug: 'adding',
      title: 'Adding',
      track: { number: 1, title: 'First' },
      usualFailures: ['RC'],
      entry: { name: 'add', parameters: ['a', 'b'], signature: 'def add(a: int, b: list[int]) -> int' },
      startMethod: 'fork',
      limits: { wallMs: 1000, cpuMs: 1000, memoryBytes: 67_108_864, outputBytes: 8192, processes: 4 },
      rules: { childProcesses: 'a + 1' },
      statement: '# Add\n',
      samples: [
        {
          name: 'one',
          title: 'add(1, [2])',
          call: 'add(1, [2])',
          args: [
            { kind: 'value', value: 1 },
            { kind: 'value', value: [2] },
          ],
          expectation: {
            kind: 'equal',
            value: { kind: 'value', value: 3 },
            unordered: false,
            relativeTolerance: 0,
          },
          revealed: true,
          explanation: 'One and two.',
          rules: null,
        },
      ],
      fullScale: [{ name: 'one', title: 'Two more', revealed: false, explanation: null, rules: null }],
    });
    expect(submissions).toEqual([
      {
        path: 'submissions/accepted/sum.py',
        name: 'sum',
        expected: 'accepted',
        source: 'def add(a, b):\n    return a + sum(b)\n',
        note: null,
        equivalent: [],
      },
    ]);
  });

  it('may have hints, an editorial, and notes on mistakes that are none', async () => {
    const { exercise, submissions } = await loaded({
      'hints.yaml': '- Look **here**.\n- And there.\n',
      'editorial.md': '# Why\n',
      'submissions/submissions.yaml':
        'accepted/sum.py:\n  equivalent:\n    - { mistake: drop-join, line: 2, why: "There is none." }\n',
    });
    expect(exercise).toMatchObject({ hints: ['Look **here**.', 'And there.'], editorial: '# Why\n' });
    expect(submissions[0]?.equivalent).toEqual([{ mistake: 'drop-join', line: 2, why: 'There is none.' }]);
  });

  it('may have generators, ranges, a checker, options and rules of a test', async () => {
    const { exercise } = await loaded({
      'data/secret/a.yaml': 'call: "add(1, ramp(3, [0.5]))"\ncompare: checker\ntitle: A\n',
      'data/secret/b.yaml':
        'call: "add(1, range(2, 5))"\nexpect: "range(3)"\nunordered: true\ntitle: B\nreveal: true\n',
      'data/secret/c.yaml': 'call: "add(0, [])"\nexpect: "ramp(1)"\nrelative_tolerance: 1e-9\ntitle: C\nrules: {}\n',
    });
    const [a, b, c] = exercise.fullScale;
    expect(a?.args[1]).toEqual({ kind: 'generated', generator: 'ramp', params: [3, [{ float: 0.5 }]] });
    expect(a?.expectation).toEqual({ kind: 'checker' });
    expect(b?.args[1]).toEqual({ kind: 'value', value: [2, 3, 4] });
    expect(b?.expectation).toEqual({
      kind: 'equal',
      value: { kind: 'value', value: [0, 1, 2] },
      unordered: true,
      relativeTolerance: 0,
    });
    expect(b?.revealed).toBe(true);
    expect(c?.expectation).toMatchObject({ value: { kind: 'generated', generator: 'ramp' }, relativeTolerance: 1e-9 });
    expect(c?.rules).toEqual({});
  });

  it('lists submissions by verdict, each with what its author says about it', async () => {
    const { submissions } = await loaded({
      'submissions/race/no_lock.py': 'x',
      'submissions/rule-violation/idle.py': 'x',
      'submissions/submissions.yaml': 'rule-violation/idle.py: { note: Idle. }\n',
    });
    expect(submissions.map(({ path, expected, note }) => [path, expected, note])).toEqual([
      ['submissions/accepted/sum.py', 'accepted', null],
      ['submissions/race/no_lock.py', 'race', null],
      ['submissions/rule-violation/idle.py', 'rule-violation', 'Idle.'],
    ]);
  });

  it('reads the calls to explore, and what must hold there', async () => {
    const bank = await newBank();
    const folder = await bank.add('adding', { 'data/scope/small.yaml': 'call: "add(1, [2])"\nexpect: "3"\n' });
    const found = await loadExercise(folder);
    if (found.kind !== 'loaded') throw new Error(JSON.stringify(found.errors));
    expect(found.exercise.scopes.map(({ name, call }) => [name, call])).toEqual([['small', 'add(1, [2])']]);
  });

  it('reads the properties of its explored runs', async () => {
    const bank = await newBank();
    const exploration =
      'exploration: { always: { children_act: true, uses: [lock], avoids: [manager] }, sometimes: { alive_together: a } }';
    const found = await loadExercise(await bank.add('adding', { 'problem.yaml': `${PROBLEM}${exploration}\n` }));
    if (found.kind !== 'loaded') throw new Error(JSON.stringify(found.errors));
    expect(found.exercise.exploration).toEqual({
      always: { childrenAct: true, uses: ['lock'], avoids: ['manager'] },
      sometimes: { aliveTogether: 'a' },
    });
    expect(found.exercise.scopes).toEqual([]);
  });

  it('may hold links within itself, and what Python and editors leave about', async () => {
    const bank = await newBank();
    const folder = await bank.add('adding', { 'submissions/__pycache__/sum.pyc': 'x', '.swp': 'x' });
    await symlink('sum.py', path.join(folder, 'submissions/accepted/sum_again.py'));
    expect(await errorsIn(folder)).toEqual([]);
  });
});

describe('the digest', () => {
  it('does not depend on the order of keys', async () => {
    const reordered = PROBLEM.trim().split('\n').reverse().join('\n');
    expect((await loaded({ 'problem.yaml': reordered })).exercise.digest).toBe((await loaded()).exercise.digest);
  });

  it.each([
    ['the statement', { 'statement.md': '# Add!\n' }],
    ['a hidden test', { 'data/secret/one.yaml': 'call: "add(2, [3, 5])"\nexpect: "9"\ntitle: Two more\n' }],
    ['a limit', { 'problem.yaml': PROBLEM.replace('cpu_ms: 1000', 'cpu_ms: 1001') }],
    ['the checker', { 'checker.ts': 'export const check = () => 1;' }],
    ['the starter', { 'starter.py': '' }],
  ])('changes with %s', async (_name, changes) => {
    expect((await loaded(changes)).exercise.digest).not.toBe((await loaded()).exercise.digest);
  });

  it('does not change with reference submissions', async () => {
    const more = await loaded({ 'submissions/race/no_lock.py': 'x' });
    expect(more.exercise.digest).toBe((await loaded()).exercise.digest);
  });
});

describe('a broken package names file, key and what to do', () => {
  const problem = (from: string, to: string): Changes => ({ 'problem.yaml': PROBLEM.replace(from, to) });
  const secret = (text: string): Changes => ({ 'data/secret/one.yaml': `${text}\ntitle: T\n` });

  it.each<[name: string, changes: Changes, error: string]>([
    ['no problem.yaml', { 'problem.yaml': null }, 'problem.yaml: : the file is missing'],
    ['no statement', { 'statement.md': null }, 'statement.md: : the file is missing'],
    ['no starter', { 'starter.py': null }, 'starter.py: : the file is missing'],
    ['no samples', { 'data/sample/one.yaml': null }, 'data/sample: : at least one test is needed'],
    ['no hidden tests', { 'data/secret/one.yaml': null }, 'data/secret: : at least one test is needed'],
    ['no accepted submission', { 'submissions/accepted/sum.py': null }, 'submissions/accepted: : at least one'],
    ['no YAML', { 'problem.yaml': 'a: [1' }, 'problem.yaml: : not YAML: '],
    ['a key twice', problem('minutes: 10', 'minutes: 10\nminutes: 11'), 'problem.yaml: : not YAML: '],
    [
      'an alias',
      { 'problem.yaml': PROBLEM.replace('title: Adding', 'title: &t Adding').replace('summary: Adds.', 'summary: *t') },
      'problem.yaml: : aliases',
    ],
    ['a missing key', problem('title: Adding', ''), 'problem.yaml: title: is missing'],
    ['an unknown key', problem('minutes:', 'mintues: 1\nminutes:'), 'problem.yaml: mintues: unknown key'],
    [
      'a nested unknown key',
      problem('wall_ms: 1000', 'wall_ms: 1000, wal_ms: 1'),
      'problem.yaml: limits.wal_ms: unknown',
    ],
    ['a limit out of range', problem('wall_ms: 1000', 'wall_ms: 1'), 'problem.yaml: limits.wall_ms: '],
    ['a title that is no text', problem('title: Adding', 'title: 5'), 'problem.yaml: title: has to be text'],
    ['an unknown failure', problem('[race]', '[RC]'), 'problem.yaml: usual_failures.0: '],
    ['a bad signature', problem('-> int', ''), 'problem.yaml: entry: write it as'],
    ['an unknown track', problem('track: 1', 'track: 9'), 'problem.yaml: track: ../tracks.yaml has no track 9'],
    [
      'a malformed count',
      problem('a + 1', 'a - 1'),
      'problem.yaml: rules.child_processes: has to be a number up to 64',
    ],
    [
      'a count of no parameter',
      problem('a + 1', 'n'),
      'data/secret/one.yaml: rules.child_processes: n is no parameter of add',
    ],
    ['a count of a list', problem('a + 1', 'b'), 'data/secret/one.yaml: rules.child_processes: b has to be an int'],
    [
      'an unknown kind of object',
      { 'problem.yaml': `${PROBLEM}exploration: { always: { uses: [mutex] } }\n` },
      'problem.yaml: exploration.always.uses.0: ',
    ],
    [
      'an explored count of no parameter',
      {
        'problem.yaml': `${PROBLEM}exploration: { sometimes: { alive_together: n } }\n`,
        'data/scope/small.yaml': 'call: "add(1, [2])"\nexpect: "3"\n',
      },
      'problem.yaml: exploration.sometimes: n is no parameter of add',
    ],
    [
      'a generated argument of an explored call',
      { 'data/scope/small.yaml': 'call: "add(1, ramp(2))"\ncompare: checker\n' },
      'data/scope/small.yaml: call: an explored call is small',
    ],
    [
      'a wrong call to explore',
      { 'data/scope/small.yaml': 'call: "add(1)"\nexpect: "1"\n' },
      'data/scope/small.yaml: call: ',
    ],
    ['an unknown file', { 'tests.yaml': '' }, 'tests.yaml: : no part of an exercise'],
    [
      'an unknown data folder',
      { 'data/secrets/x.yaml': '' },
      'data/secrets: : data holds sample, secret and scope only',
    ],
    ['a file for a folder', { 'data/sample/one.yaml': null, 'data/sample': 'x' }, 'data/sample: : has to be a folder'],
    ['a test of another kind', { 'data/secret/one.json': '{}' }, 'data/secret/one.json: : a test is a file named'],
    [
      'no title of a hidden test',
      { 'data/secret/one.yaml': 'call: "add(1, [])"\nexpect: "1"\n' },
      'data/secret/one.yaml: title: a title is required',
    ],
    [
      'an expectation that is no text',
      secret('call: "add(1, [])"\nexpect: 1'),
      'data/secret/one.yaml: expect: has to be a Python literal as text',
    ],
    [
      'a call that does not parse',
      secret('call: "add(1, [)"\nexpect: "1"'),
      'data/secret/one.yaml: call: unexpected ")" (column 9)',
    ],
    [
      'a call of something else',
      secret('call: "sub(1, [])"\nexpect: "1"'),
      'data/secret/one.yaml: call: calls sub, but the entry is add',
    ],
    [
      'too few arguments',
      secret('call: "add(1)"\nexpect: "1"'),
      'data/secret/one.yaml: call: has 1 argument, but the entry is add(a, b)',
    ],
    [
      'an unknown generator',
      secret('call: "add(1, rump(2))"\nexpect: "1"'),
      'data/secret/one.yaml: call: rump is no function that checker.ts exports',
    ],
    [
      'a huge range',
      secret('call: "add(1, range(1_000_000))"\nexpect: "1"'),
      'data/secret/one.yaml: call: a range of more than 200000',
    ],
    [
      'a range of text',
      secret(`call: "add(1, range('x'))"\nexpect: "1"`),
      'data/secret/one.yaml: call: range takes one or two ints',
    ],
    [
      'both expectations',
      secret('call: "add(1, [])"\nexpect: "1"\ncompare: checker'),
      'data/secret/one.yaml: expect: a test has either',
    ],
    ['no expectation', secret('call: "add(1, [])"'), 'data/secret/one.yaml: expect: a test has either'],
    [
      'an unknown comparison',
      secret('call: "add(1, [])"\ncompare: fuzzy'),
      'data/secret/one.yaml: compare: the only comparison',
    ],
    [
      'a checker without check',
      { ...secret('call: "add(1, [])"\ncompare: checker'), 'checker.ts': 'export const x = 1;' },
      'data/secret/one.yaml: compare: checker.ts has to export',
    ],
    [
      'no checker',
      { ...secret('call: "add(1, [])"\ncompare: checker'), 'checker.ts': null },
      'data/secret/one.yaml: compare: checker.ts has to export',
    ],
    [
      'no list to be unordered',
      secret('call: "add(1, [])"\nexpect: "1"\nunordered: true'),
      'data/secret/one.yaml: unordered: only a list',
    ],
    ['a verdict that is none', { 'submissions/wrong/a.py': 'x' }, 'submissions/wrong: : no verdict; one of accepted'],
    ['a judge-error', { 'submissions/judge-error/a.py': 'x' }, 'submissions/judge-error: : no verdict'],
    [
      'a submission of another kind',
      { 'submissions/race/A.txt': 'x' },
      'submissions/race/A.txt: : a submission is a file named',
    ],
    [
      'a note on nothing',
      { 'submissions/submissions.yaml': 'race/x.py: { note: Hm. }' },
      'submissions/submissions.yaml: race/x.py: there is no such submission',
    ],
    ['text that is not UTF-8', { 'statement.md': new Uint8Array([0x61, 0xff]) }, 'statement.md: : not UTF-8 text'],
    [
      'a starter that is too large',
      { 'starter.py': '#'.repeat(65_537) },
      'starter.py: : has 65537 bytes; at most 65536',
    ],
    ['a file for a folder of submissions', { 'submissions/race': 'x' }, 'submissions/race: : has to be a folder'],
    ['a folder for a file', { 'statement.md': null, 'statement.md/x': 'x' }, 'statement.md: : has to be a plain file'],
  ])('%s', async (_name, changes, error) => {
    expect(await errorsOf(changes)).toContainEqual(expect.stringContaining(error));
  });

  it('reports all errors at once', async () => {
    const errors = await errorsOf({
      'problem.yaml': PROBLEM.replace('track: 1', 'track: 7'),
      'statement.md': null,
      'data/secret/one.yaml': 'call: "add(1)"\nexpect: "x"\ntitle: T\n',
    });
    expect(errors).toHaveLength(4);
  });

  it('has a slug for a name', async () => {
    expect(await errorsOf({}, 'Adding_1')).toContainEqual(expect.stringContaining("the folder's name is the slug"));
  });

  it('needs a sound tracks.yaml beside it, or none', async () => {
    expect(await errorsOf({}, 'adding', null)).toEqual([]);
    expect(await errorsOf({}, 'adding', '[{ number: 1 }]')).toContainEqual('../tracks.yaml: 0.title: is missing');
  });

  it('is missing altogether', async () => {
    const bank = await newBank();
    expect(await errorsIn(path.join(bank.folder, 'nothing'))).toEqual([': : the folder cannot be read (ENOENT)']);
  });

  it('has links that lead out', async () => {
    const bank = await newBank();
    const folder = await bank.add('adding', { 'statement.md': null });
    await symlink('/etc/hostname', path.join(folder, 'statement.md'));
    await mkdir(path.join(bank.folder, 'elsewhere'));
    await writeFile(path.join(bank.folder, 'elsewhere/x.py'), 'x');
    await symlink('../../elsewhere', path.join(folder, 'submissions/race'));
    expect(await errorsIn(folder)).toEqual([
      'statement.md: : a link that leads out of the exercise; copy the file instead',
      'submissions/race: : a link that leads out of the exercise; copy the file instead',
    ]);
  });

  it('has links that lead nowhere or round in a circle', async () => {
    const bank = await newBank();
    const folder = await bank.add('adding', { 'statement.md': null, 'starter.py': null });
    await symlink('statement.md', path.join(folder, 'statement.md'));
    await symlink('nowhere', path.join(folder, 'starter.py'));
    expect(await errorsIn(folder)).toEqual([
      'statement.md: : the file is missing',
      'starter.py: : the file is missing',
    ]);
  });
});
