import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { applied } from '../../src/features/authoring/yaml/text-change.ts';
import { type Way, yamlChanges } from '../../src/features/authoring/yaml/yaml-edit.ts';
import { parseYaml, yamlValue } from '../../src/features/authoring/yaml/yaml-tree.ts';
import type { NewValue } from '../../src/features/authoring/yaml/yaml-write.ts';

const PROBLEM = `# Counting together.
title: Locked counter # as on the list
tags: [multiprocessing, Value,  Lock]   # three
limits: { wall_ms: 10000,   cpu_ms: 20000 }
rules:
  # at least
  child_processes: n_procs   # all of them

judging:
  # First the size.
  - "For real: count(4, 50_000)."
  - >-
    However the processes take turns,
    the total has to be exact.
  - Nothing is left behind.
entry: 'def f(a: int) -> int'
note: >-
  one
  two

`;

function edit(text: string, way: Way, value: NewValue | undefined): string | null {
  const changes = yamlChanges(text, way, value);
  return changes === null ? null : applied(text, changes);
}

/** Lines that went and lines that came. */
function difference(before: string, after: string | null): string[] {
  if (after === null) return ['refused'];
  const [a, b] = [before.split('\n'), after.split('\n')];
  return [
    ...a.filter((line) => !b.includes(line)).map((line) => `-${line}`),
    ...b.filter((line) => !a.includes(line)).map((line) => `+${line}`),
  ];
}

const edited = (way: Way, value: NewValue | undefined) => difference(PROBLEM, edit(PROBLEM, way, value));

describe('a change of a YAML file', () => {
  it('of a value keeps its line, its comment and its quotes', () => {
    expect(edited(['title'], 'Counter, locked')).toEqual([
      '-title: Locked counter # as on the list',
      '+title: Counter, locked # as on the list',
    ]);
    expect(edited(['entry'], "def g(a: int) -> 'int'")).toEqual([
      "-entry: 'def f(a: int) -> int'",
      "+entry: 'def g(a: int) -> ''int'''",
    ]);
    expect(edited(['limits', 'wall_ms'], 500)).toEqual([
      '-limits: { wall_ms: 10000,   cpu_ms: 20000 }',
      '+limits: { wall_ms: 500,   cpu_ms: 20000 }',
    ]);
    expect(edited(['note'], 'one\ntwo: 2')).toEqual(['-note: >-', '-  one', '-  two', '+note: "one\\ntwo: 2"']);
  });

  it('writes into quotes what would be read as something else', () => {
    for (const text of [
      'true',
      '12',
      '1.5',
      'null',
      '~',
      'a: b',
      'a #b',
      '- a',
      '[a',
      '',
      ' a',
      'yes',
      'é: ',
      '"',
      '\u2028',
    ]) {
      expect(parse(edit(PROBLEM, ['title'], text) ?? '')).toMatchObject({ title: text });
    }
  });

  it('adds and takes out keys on lines of their own, in braces, and in what is not there yet', () => {
    expect(edited(['minutes'], 20)).toEqual(['+minutes: 20']);
    expect(edited(['limits', 'processes'], 4)).toEqual([
      '-limits: { wall_ms: 10000,   cpu_ms: 20000 }',
      '+limits: { wall_ms: 10000,   cpu_ms: 20000, processes: 4 }',
    ]);
    expect(edited(['rules', 'max_threads'], 0)).toEqual(['+  max_threads: 0']);
    expect(edited(['exploration', 'always', 'uses'], ['lock', 'cells'])).toEqual([
      '+exploration: { always: { uses: [lock, cells] } }',
    ]);
    expect(edited(['limits', 'wall_ms'], undefined)).toEqual([
      '-limits: { wall_ms: 10000,   cpu_ms: 20000 }',
      '+limits: { cpu_ms: 20000 }',
    ]);
    expect(edited(['title'], undefined)).toEqual(['-title: Locked counter # as on the list']);
    expect(edit('a:\nb: {}\n', ['a', 'x'], 'z')).toBe('a: { x: z }\nb: {}\n');
    expect(edit('a:\nb: {}\n', ['b', 'x'], 'z')).toBe('a:\nb: { x: z }\n');
    expect(edit('# only this', ['a'], ['b c'])).toBe('# only this\na:\n  - b c\n');
  });

  it('takes a mapping out with its last key', () => {
    expect(edited(['rules', 'child_processes'], undefined)).toEqual([
      '-rules:',
      '-  # at least',
      '-  child_processes: n_procs   # all of them',
    ]);
    expect(edit('e: { always: { uses: [lock] }, b: 1 }\n', ['e', 'always', 'uses'], undefined)).toBe('e: { b: 1 }\n');
    expect(edit('e: { always: { uses: [lock] } }\nf: 1\n', ['e', 'always', 'uses'], undefined)).toBe('f: 1\n');
  });

  it('of a list leaves the items that stay as they are', () => {
    const judging = ['For real: count(4, 50_000).', 'However the processes take turns, the total has to be exact.'];
    const last = 'Nothing is left behind.';
    expect(edited(['judging'], [...judging, last, 'In: quotes.'])).toEqual(['+  - "In: quotes."']);
    expect(edited(['judging'], ['First.', ...judging, last])).toEqual(['+  - First.']);
    expect(edited(['judging'], judging)).toEqual(['-  - Nothing is left behind.']);
    expect(edited(['judging'], [judging[0] ?? '', 'Other.', last])).toEqual([
      '-  - >-',
      '-    However the processes take turns,',
      '-    the total has to be exact.',
      '+  - Other.',
    ]);
    expect(edited(['tags'], ['multiprocessing', 'Lock', 'a, b'])).toEqual([
      '-tags: [multiprocessing, Value,  Lock]   # three',
      '+tags: [multiprocessing, Lock,  "a, b"]   # three',
    ]);
    expect(edited(['tags'], [])).toEqual(['-tags: [multiprocessing, Value,  Lock]   # three', '+tags: []   # three']);
  });

  it('adds an entry to a list of mappings', () => {
    const text =
      'accepted/a.py:\n  note: N\n  equivalent:\n    - mistake: drop-lock\n      line: 3 # here\n      why: W\n';
    const entry = { mistake: 'split-update', line: 4, why: 'It is: right' };
    const before = { mistake: 'drop-lock', line: 3, why: 'W' };
    expect(edit(text, ['accepted/a.py', 'equivalent'], [before, entry])).toBe(
      `${text}    - mistake: split-update\n      line: 4\n      why: "It is: right"\n`,
    );
    expect(edit('', ['accepted/a.py', 'equivalent'], [entry])).toBe(
      'accepted/a.py:\n  equivalent:\n    - mistake: split-update\n      line: 4\n      why: "It is: right"\n',
    );
  });

  it('is refused where it would have to rewrite, and does nothing where nothing changes', () => {
    expect(yamlChanges(PROBLEM, ['title'], 'Locked counter')).toEqual([]);
    for (const text of [
      'a: [',
      '- a\n',
      'a: 1\na: 2\n',
      'a: &x 1\nb: *x\n',
      'a: !!str 1\n',
      '--- \na: 1\n---\nb: 1\n',
    ]) {
      expect(yamlChanges(text, ['b'], 1)).toBe(null);
    }
    expect(yamlChanges('a: text\n', ['a', 'b'], 1)).toBe(null);
  });

  it('comes out as a YAML library reads it, whatever the value', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom("'", ': ', ' #', '\n', '- x', '0x1', '.5'),
    );
    const scalar = fc.oneof(text, fc.integer({ min: -1000, max: 1000 }), fc.boolean());
    const ways: Way[] = [
      ['title'],
      ['tags'],
      ['limits', 'wall_ms'],
      ['rules', 'x'],
      ['judging'],
      ['entry'],
      ['a', 'b', 'c'],
    ];
    const property = fc.property(
      fc.constantFrom(...ways),
      fc.oneof(scalar, fc.array(scalar, { maxLength: 4 })),
      (way, value) => {
        const after = edit(PROBLEM, way, value);
        // Half of a pair of surrogates is no text.
        if (after === null) return !JSON.stringify(value).isWellFormed() || /\\ud[89a-f]/.test(JSON.stringify(value));
        const read: unknown = way.reduce<unknown>(
          (inner, key) => (inner as Record<string, unknown>)[key],
          parse(after),
        );
        expect(read).toEqual(value);
        return true;
      },
    );
    fc.assert(property, { seed: 7, numRuns: 300 });
  });
});

it('every problem.yaml of the bank is read as a YAML library reads it', () => {
  const bank = fileURLToPath(new URL('../../../../exercises/', import.meta.url));
  const files = readdirSync(bank, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(300);
  for (const file of files) {
    const text = readFileSync(bank + file, 'utf8');
    const node = parseYaml(text);
    expect([file, node === undefined ? undefined : yamlValue(node)]).toEqual([file, parse(text)]);
  }
});
