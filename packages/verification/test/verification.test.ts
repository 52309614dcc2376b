import { type Exercise, VERDICTS } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import {
  type CaseEnds,
  countCases,
  isGreen,
  mutantFate,
  plannedMutants,
  plannedReferences,
  referenceOutcome,
  sourceChange,
} from '../src/index.ts';

const SOURCE = `from multiprocessing import Lock, Process


def work(lock):
    with lock:
        pass


def run(n):
    lock = Lock()
    for _ in range(n):
        child = Process(target=work, args=(lock,))
        child.start()
    for child in []:
        child.join()
`;
const accepted = { path: 'submissions/accepted/a.py', expected: 'accepted', source: SOURCE, equivalent: [] } as const;
const exercise = (rules: Exercise['rules']) => ({ rules, exploration: {} }) as Exercise;

describe('what is verified', () => {
  it('is each reference submission, and each mistake in those that are accepted', () => {
    const race = { ...accepted, path: 'submissions/race/b.py', expected: 'race' } as const;
    expect(plannedReferences([accepted, race]).map(({ path, expected }) => [path, expected])).toEqual([
      [accepted.path, 'accepted'],
      [race.path, 'race'],
    ]);
    const mutants = plannedMutants(exercise({}), [accepted, race]);
    expect(new Set(mutants.map(({ path }) => path))).toEqual(new Set([accepted.path]));
    expect(mutants.map(({ mistake }) => mistake)).toContain('drop-lock');
  });

  it('counts one process after the other only where several have to be alive together', () => {
    const mistakes = (rules: Exercise['rules']) =>
      plannedMutants(exercise(rules), [accepted]).map(({ mistake }) => mistake as string);
    expect(mistakes({ aliveTogether: 2 })).toContain('join-at-once');
    expect(mistakes({})).not.toContain('join-at-once');
  });

  it('has the author’s reason where a mistake is none, by its name and line', () => {
    const known = { mistake: 'drop-lock', line: 5, why: 'Nothing is in it.' };
    const of = (equivalent: (typeof known)[]) =>
      plannedMutants(exercise({}), [{ ...accepted, equivalent }]).find(({ mistake }) => mistake === 'drop-lock');
    expect(of([known])?.equivalent).toBe('Nothing is in it.');
    expect(of([{ ...known, line: 6 }])?.equivalent).toBeNull();
  });
});

describe('what a verdict says', () => {
  it('of a reference submission', () => {
    for (const got of VERDICTS) {
      const wanted = got === 'judge-error' ? 'judge-error' : got === 'race' ? 'as-expected' : 'different';
      expect(referenceOutcome('race', got)).toBe(wanted);
    }
  });

  it('of a mutant: what could not be judged has noticed nothing, whatever the author says', () => {
    expect(VERDICTS.map((got) => mutantFate(got, false)).filter((fate) => fate !== 'killed')).toEqual([
      'survived',
      'judge-error',
    ]);
    expect(mutantFate('accepted', true)).toBe('equivalent');
    expect(mutantFate('judge-error', true)).toBe('judge-error');
    expect(mutantFate('race', true)).toBe('killed');
  });

  it.each<[string, readonly CaseEnds[], boolean]>([
    ['all as expected', [], true],
    ['an equivalent mutant', [{ kind: 'mutant', end: 'equivalent', cases: 1 }], true],
    ['a survivor', [{ kind: 'mutant', end: 'survived', cases: 1 }], false],
    ['another verdict', [{ kind: 'reference', end: 'different', cases: 1 }], false],
    ['a judge-error', [{ kind: 'mutant', end: 'judge-error', cases: 1 }], false],
    ['something cancelled', [{ kind: 'reference', end: 'cancelled', cases: 1 }], false],
    ['something that runs', [{ kind: 'mutant', end: null, cases: 1 }], false],
  ])('of a whole exercise: %s', (_, more, green) => {
    const good: CaseEnds[] = [
      { kind: 'reference', end: 'as-expected', cases: 3 },
      { kind: 'mutant', end: 'killed', cases: 9 },
    ];
    const counts = countCases([...good, ...more]);
    expect(counts).toMatchObject({ total: 12 + more.length, asExpected: 3, killed: 9 });
    expect(isGreen(counts)).toBe(green);
  });

  it('of nothing is not that it is right', () => {
    expect(isGreen(countCases([]))).toBe(false);
  });
});

describe('how a mutant differs', () => {
  it.each([
    ['a\nb\nc', 'a\nx\nc', { line: 2, removed: ['b'], added: ['x'] }],
    ['a\nb\nb\nc', 'a\nb\nc', { line: 3, removed: ['b'], added: [] }],
    ['a', 'a\nb', { line: 2, removed: [], added: ['b'] }],
    ['a\nb', 'c', { line: 1, removed: ['a', 'b'], added: ['c'] }],
  ])('is the lines between: %j, %j', (before, after, change) => {
    expect(sourceChange(before, after)).toEqual(change);
  });
});
