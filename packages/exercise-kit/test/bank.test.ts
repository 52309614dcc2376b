/** The bank that comes with the project is whole. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LoadedBank, loadExercises } from '../src/index.ts';

let bank: LoadedBank;
beforeAll(async () => {
  bank = await loadExercises(path.resolve(import.meta.dirname, '../../../exercises'));
});

describe('the bank', () => {
  it('has no broken exercise', () => {
    expect(bank.broken).toEqual([]);
  });

  it('begins with its fixed slugs and signatures', () => {
    const signatures = Object.fromEntries(
      bank.exercises.map(({ exercise }) => [exercise.slug, exercise.entry.signature]),
    );
    expect(signatures).toMatchObject({
      'isolated-global': 'def tally(n_procs: int, n: int) -> tuple[int, list[int]]',
      'locked-counter': 'def count(n_procs: int, n: int) -> int',
      'collect-results': 'def square_all(n_tasks: int) -> dict[int, int]',
      'pipe-requests': 'def squares(numbers: list[int]) -> list[int]',
      'manager-dict': 'def collect(n_procs: int, n_keys: int) -> dict[str, int]',
      'shared-memory-double': 'def double(values: list[float]) -> list[float]',
    });
  });

  it('holds its full-scale calls', () => {
    const calls = new Map(
      bank.exercises.map(({ exercise }) => [exercise.slug as string, exercise.fullScale.map((test) => test.call)]),
    );
    expect(calls.get('isolated-global')).toContain('tally(4, 1000)');
    expect(calls.get('locked-counter')).toContain('count(4, 50_000)');
    expect(calls.get('collect-results')).toContain('square_all(20)');
    expect(calls.get('pipe-requests')).toContain('squares([3, 7, 11, 15, 20])');
    expect(calls.get('manager-dict')).toContain('collect(5, 10)');
    expect(calls.get('shared-memory-double')).toContain('double(ramp(100_000))');
  });

  it('has for every exercise accepted submissions in several styles, wrong ones, and places of its own', () => {
    const places = new Set<string>();
    for (const { exercise, submissions } of bank.exercises) {
      places.add(`${exercise.track.number}.${exercise.position}`);
      expect(
        submissions.filter(({ expected }) => expected === 'accepted').length,
        exercise.slug,
      ).toBeGreaterThanOrEqual(2);
      expect(
        submissions.some(({ expected }) => expected !== 'accepted'),
        exercise.slug,
      ).toBe(true);
    }
    expect(places.size).toBe(bank.exercises.length);
  });
});
