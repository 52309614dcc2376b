/**
 * The same file, the same verdict: every reference submission is explored five times, and each time shows the same
 * outcomes, counts and shortest schedules to each of them. The first time has a sandbox of its own, so nothing that an
 * interpreter keeps (addresses, caches) can be why they agree.
 *
 * What five times showed before is kept (same-verdict.json, a digest for each submission). Where two times now show the same
 * again, on whatever machine and day, that is seven; where they do not, it is explored five times here. With
 * LOCKSTEP_RECORD=1 everything is, and what it shows is kept.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ExploredFault, type ExploredProgram, openExploredProgram } from '@lockstep/executor-python';
import { loadExercises } from '@lockstep/exercise-kit';
import { Exploration, ProgramFault } from '@lockstep/explorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPool } from './explored.ts';

const TIMES = 5;
const KEPT = path.join(import.meta.dirname, 'same-verdict.json');
const RECORDS = process.env.LOCKSTEP_RECORD === '1';
const kept: Readonly<Record<string, string>> = JSON.parse(readFileSync(KEPT, 'utf8'));
const shown = new Map<string, string>();
const { exercises } = await loadExercises(path.resolve(import.meta.dirname, '../../../exercises'));
const explorable = exercises.filter(({ exercise }) => exercise.scopes.length > 0);

let pool: Awaited<ReturnType<typeof openTestPool>>;
beforeAll(async () => {
  pool = await openTestPool();
});
afterAll(async () => {
  await pool.close();
  if (!RECORDS) return;
  const sorted = [...shown].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(KEPT, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
});

/** All that exploring shows. */
async function explored(program: ExploredProgram) {
  const monotonicMs = () => performance.now();
  const exploration = new Exploration({
    source: program,
    budget: { maxStates: 3_000_000, maxMs: 60_000 },
    monotonicMs,
    seed: 1,
  });
  try {
    const survey = await exploration.survey();
    const schedules: (string | undefined)[] = [];
    for (const { number } of survey.outcomes) {
      schedules.push((await exploration.shortest((_, other) => other === number))?.trace.schedule);
    }
    const outcomes = survey.outcomes.map(({ outcome, interleavings }) => [outcome, String(interleavings)]);
    return { outcomes, states: survey.states, coverage: survey.coverage.kind, schedules };
  } catch (error) {
    if (error instanceof ProgramFault || error instanceof ExploredFault) {
      return { reason: error.reason, message: error.message };
    }
    throw error;
  }
}

describe.each(explorable)('$exercise.slug', ({ exercise, submissions }) => {
  it.concurrent.each(submissions)('$path', async ({ path: file, source }) => {
    const name = `${exercise.slug}/${file}`;
    const { startMethod, limits, entry, scopes } = exercise;
    const args = scopes[0]?.args.map((argument) => (argument.kind === 'value' ? argument.value : null)) ?? [];
    const open = () => openExploredProgram(pool, { source, entry: entry.name, args, startMethod, limits });
    const [one, other] = [await open(), await open()];
    try {
      const first = await explored(one);
      const digest = createHash('sha256')
        .update(JSON.stringify([source, args, first]))
        .digest('hex');
      const times = !RECORDS && kept[name] === digest ? 2 : TIMES;
      for (let time = 1; time < times; time++) expect(await explored(other)).toEqual(first);
      shown.set(name, digest);
    } finally {
      one.close();
      other.close();
    }
  });
});
