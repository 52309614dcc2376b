/** The bank that comes with the project is whole. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LoadedBank, loadExercises } from '../src/index.ts';

let bank: LoadedBank;
beforeAll(async () => {
  bank = await loadExercises(path.resolve(import.meta.dirname, '../../../exercises'));
});

describe('the bank', () => {
  it('has no broken package', () => {
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
      'built-in-lock': 'def count(n_procs: int, n: int) -> int',
      'bank-transfer':
        'def settle(balances: list[int], transfers: list[tuple[int, int, int]], n_procs: int) -> list[int]',
      'type-codes': 'def roundtrip(code: str, value: int | float) -> int | float',
      'fill-array': 'def fill(n_procs: int, size: int, start: float) -> list[float]',
      'array-increments': 'def bump(n_procs: int, size: int, amount: int) -> list[int]',
      'modify-shared-data':
        'def modify(items: list[int], mapping: dict[str, str], number: int) -> tuple[list[int], dict[str, str], int]',
      'round-trip-queue': 'def round_trip(items: list[int]) -> dict',
      'sentinel-pipeline': 'def consume(items: list[int], n_consumers: int) -> list[int]',
      'drain-before-join': 'def gather(n_procs: int, size: int) -> list[int]',
      'ping-pong': 'def rally(n: int) -> list[str]',
      'crawler-jobs': 'def crawl(graph: dict[str, list[str]], start: str, n_workers: int) -> list[str]',
      'etl-merge': 'def totals(records: list[tuple[str, int]], n_procs: int) -> dict[str, int]',
      'manager-list': 'def append_all(n_procs: int) -> list[int]',
      'namespace-counter': 'def advance(n_procs: int) -> tuple[int, list[int]]',
      'nested-manager': 'def group(pairs: list[tuple[str, int]], n_procs: int) -> dict[str, list[int]]',
      'check-then-act': 'def reserve(seats: list[str], n_clients: int) -> dict[str, list[int]]',
      'shared-memory-slices': 'def square_slices(size: int, n_procs: int) -> tuple[list[float], float]',
      'shared-histogram': 'def histogram(data: list[int], bins: int, n_procs: int) -> list[int]',
      'distinct-pids': 'def pids(n: int) -> list[int]',
      'pool-squares': 'def pool_squares(n: int, n_workers: int) -> list[int]',
      'unpicklable-task': 'def apply_all(numbers: list[int], n_workers: int) -> list[int]',
      'cpu-bound': 'def heavy_all(ns: list[int], n_workers: int) -> list[int]',
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

  it('has for every exercise a place of its own, hints, an editorial, scopes, and submissions right and wrong in several ways', () => {
    const places = new Set<string>();
    for (const { exercise, submissions } of bank.exercises) {
      const { slug, track, position, hints, editorial, samples, scopes } = exercise;
      places.add(`${track.number}.${position}`);
      expect(hints.length, slug).toBeGreaterThanOrEqual(2);
      expect(editorial ?? '', slug).toContain('docs.python.org');
      expect(samples.length, slug).toBeGreaterThanOrEqual(2);
      expect(scopes.length, slug).toBeGreaterThan(0);
      const verdicts = submissions.map(({ expected }) => expected);
      expect(verdicts.filter((verdict) => verdict === 'accepted').length, slug).toBeGreaterThanOrEqual(3);
      expect(new Set(verdicts).size, slug).toBeGreaterThanOrEqual(2);
    }
    expect(places.size).toBe(bank.exercises.length);
  });

  it('has questions to every exercise, and each belongs to exercises that are there', () => {
    const slugs = bank.exercises.map(({ exercise }) => exercise.slug);
    const named = bank.questions.flatMap(({ question }) => question.exercises);
    expect([...new Set(named)].sort()).toEqual([...slugs].sort());
    const places = bank.questions.map(({ question }) => `${question.track.number}/${question.position}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('asks which results are possible at least ten times, and never are all of them', () => {
    const forms = bank.questions.map(({ question }) => question.form);
    const outcomes = forms.filter((form) => form.kind === 'outcomes');
    expect(outcomes.length).toBeGreaterThanOrEqual(10);
    for (const { call, choices } of outcomes)
      expect(
        choices.some(({ possible }) => !possible),
        call,
      ).toBe(true);
    expect(new Set(forms.map(({ kind }) => kind)).size).toBe(5);
  });
});
