import { describe, expect, it } from 'vitest';
import { withEntry } from '../../src/features/authoring/draft/equivalent-entry.ts';
import { countValue, itemsOf, numberValue, textValue, valueAt } from '../../src/features/authoring/form/form-values.ts';
import { slugOf } from '../../src/features/authoring/list/new-draft.ts';
import { hindranceOf } from '../../src/features/authoring/publish/readiness.ts';
import { addableKinds, contentOf, namePrefix, newPath } from '../../src/features/authoring/tree/new-file.ts';
import { firstPath, kindOf, treeOf } from '../../src/features/authoring/tree/package-files.ts';

describe('the files of a package', () => {
  const paths = [
    'submissions/race/no_lock.py',
    'submissions/accepted/with_lock.py',
    'submissions/submissions.yaml',
    'data/secret/2-b.yaml',
    'data/secret/1-a.yaml',
    'submissions/wrong-answer/one_off.py',
    'notes.txt',
    'starter.py',
    'problem.yaml',
    'submissions/nonsense/x.py',
  ];

  it('stand in groups, none left out, in the order in which they matter', () => {
    const groups = treeOf(paths);
    expect(groups.flatMap((group) => group.paths).sort()).toEqual([...paths].sort());
    expect(Object.fromEntries(groups.map((group) => [group.name, group.paths]))).toEqual({
      exercise: [
        'problem.yaml',
        'starter.py',
        'submissions/submissions.yaml',
        'notes.txt',
        'submissions/nonsense/x.py',
      ],
      sample: [],
      secret: ['data/secret/1-a.yaml', 'data/secret/2-b.yaml'],
      scope: [],
      accepted: ['submissions/accepted/with_lock.py'],
      rejected: ['submissions/wrong-answer/one_off.py', 'submissions/race/no_lock.py'],
    });
    expect(firstPath(paths)).toBe('problem.yaml');
    expect(firstPath([])).toBe(null);
    expect(kindOf('data/scope/1.yaml')).toBe('scope');
    expect(kindOf('data/scope/1.txt')).toBe('other');
  });

  it('that are new get a path from what they are, and a beginning', () => {
    expect(newPath({ kind: 'submission', verdict: 'race', name: 'no_lock' })).toBe('submissions/race/no_lock.py');
    expect(newPath({ kind: 'scope', verdict: 'race', name: '1-two' })).toBe('data/scope/1-two.yaml');
    expect(newPath({ kind: 'checker', verdict: 'race', name: '' })).toBe('checker.ts');
    for (const name of ['', '../x', 'A', 'a b', 'x'.repeat(61)]) {
      expect(newPath({ kind: 'sample', verdict: 'race', name })).toBe(null);
    }
    expect(addableKinds(paths)).not.toContain('notes');
    expect(addableKinds(paths)).toContain('hints');
    expect(namePrefix('secret', paths)).toBe('3-');
    expect(namePrefix('scope', paths)).toBe('1-');
    expect(namePrefix('submission', paths)).toBe('');
    expect(contentOf('scope', 'def count(n: int) -> int', '')).toBe('call: "count()"\nexpect: ""\n');
    expect(contentOf('submission', '', 'def f(): pass\n')).toBe('def f(): pass\n');
  });
});

it('a slug is made of a title', () => {
  expect(slugOf('Two locks, one order!')).toBe('two-locks-one-order');
  expect(slugOf('éa')).toBe('ea');
  expect(slugOf('—')).toBe('');
  expect(slugOf('word '.repeat(40)).length).toBeLessThanOrEqual(64);
});

describe('what is typed into the form', () => {
  it('means a value, nothing, or something else', () => {
    expect(textValue('  a ', false)).toBe('a');
    expect(textValue(' ', false)).toBe(undefined);
    expect(textValue(' ', true)).toBe('');
    expect(numberValue('50,000', true)).toBe(50_000);
    expect(numberValue('0.25', false)).toBe(0.25);
    expect(numberValue('', false)).toBe(undefined);
    expect(numberValue('', true)).toBe('wrong');
    expect(numberValue('ten', true)).toBe('wrong');
    expect(countValue(' n_procs + 1 ')).toBe('n_procs + 1');
    expect(countValue('4')).toBe(4);
    expect(countValue('')).toBe(undefined);
    expect(itemsOf(' a, ,b ', ',')).toEqual(['a', 'b']);
    expect(valueAt({ a: { b: [1] } }, ['a', 'b'])).toEqual([1]);
    expect(valueAt({ a: 1 }, ['a', 'b'])).toBe(undefined);
  });
});

describe('a mutant that is right all the same', () => {
  const entry = { path: 'submissions/accepted/a.py', mistake: 'drop-lock', line: 4, why: 'Nobody else: reads it.' };

  it('is written below its submission, whatever stands there already', () => {
    expect(withEntry('', entry)).toBe(
      'accepted/a.py:\n  equivalent:\n    - mistake: drop-lock\n      line: 4\n      why: "Nobody else: reads it."\n',
    );
    const before = '# Notes.\naccepted/a.py: { note: N } # here\nrace/b.py:\n  note: M\n';
    const after = withEntry(before, entry);
    expect(after).toContain('# Notes.\naccepted/a.py: { note: N, equivalent: [{ mistake: drop-lock, line: 4,');
    expect(after).toContain('} # here\nrace/b.py:\n  note: M\n');
    expect(withEntry(withEntry('', entry), { ...entry, line: 9 })).toMatch(
      /line: 4\n.*\n {4}- mistake: drop-lock\n {6}line: 9/,
    );
  });

  it('is refused where the file would have to be rewritten', () => {
    expect(() => withEntry('accepted/a.py: [', entry)).toThrow('add the entry by hand');
  });
});

it('a draft can be published once everything before that is settled, in order', () => {
  const verification = { state: 'finished', green: true } as const;
  const ready = { unsaved: false, published: false, faults: 0, verification, upToDate: true };
  expect(hindranceOf(ready)).toBe(null);
  expect(hindranceOf({ ...ready, unsaved: true, faults: 1 })).toBe('unsaved');
  expect(hindranceOf({ ...ready, published: true })).toBe('published');
  expect(hindranceOf({ ...ready, faults: 1 })).toBe('faulty');
  expect(hindranceOf({ ...ready, verification: null, upToDate: false })).toBe('unverified');
  expect(hindranceOf({ ...ready, verification: { state: 'running', green: false } })).toBe('running');
  expect(hindranceOf({ ...ready, upToDate: false })).toBe('changed');
  expect(hindranceOf({ ...ready, verification: { state: 'cancelled', green: false } })).toBe('cancelled');
  expect(hindranceOf({ ...ready, verification: { state: 'finished', green: false } })).toBe('open');
});
