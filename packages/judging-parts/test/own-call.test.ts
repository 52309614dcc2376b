/** A candidate's own call on real processes: run, explored, and compared with nothing. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadExercise, readOwnCall } from '@lockstep/exercise-kit';
import { judgeSubmission, ownCallExercise } from '@lockstep/judge';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JudgingParts, openJudgingParts } from '../src/index.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../exercises/locked-counter');

let parts: JudgingParts;
beforeAll(async () => {
  parts = await openJudgingParts({ ready: 2 });
});
afterAll(() => parts.close());

async function run(file: string, call: string) {
  const loaded = await loadExercise(FOLDER);
  if (loaded.kind === 'broken') throw new Error('the exercise cannot be loaded');
  const own = readOwnCall(loaded.exercise, call);
  if (own.kind === 'refused') throw new Error(own.message);
  const source = await readFile(path.join(FOLDER, 'submissions', file), 'utf8');
  const kept: number[] = [];
  const ports = parts.ports(async (progress) => {
    if (progress.kind === 'recording') kept.push(progress.index);
  });
  const exercise = ownCallExercise(loaded.exercise, own.value);
  const report = await judgeSubmission({ exercise, source, mode: 'own' }, ports, new AbortController().signal);
  return { report, kept };
}

it('tells of a racy program which results are possible, and can be played', async () => {
  const { report, kept } = await run('race/no_lock.py', 'count(3, 1)');
  expect(report.verdict).toBe('accepted');
  expect(report.scopes[0]?.outcomes.map(({ right }) => right)).toEqual([null, null, null]);
  expect(report.sentence).toContain('there are 3 different results: 1, 2, 3.');
  expect(kept).toEqual([0]);
});

it('tells of a right program that all interleavings return the same', async () => {
  const { report } = await run('accepted/with_lock.py', 'count(2, 3)');
  expect(report.sentence).toMatch(/^count\(2, 3\) returned 6\. In all [\d,]+ interleavings it returned 6\.$/);
});
