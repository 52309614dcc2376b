/**
 * The same file gets the same verdict: every reference submission is explored five times and must give the same outcomes
 * with the same numbers of interleavings, and the same schedule to each of them.
 */
import path from 'node:path';
import { loadExercises } from '@lockstep/exercise-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJudgingParts } from '../src/index.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const TIMES = 5;
const { exercises } = await loadExercises(path.join(ROOT, 'exercises'));
const never = new AbortController().signal;

let parts: Awaited<ReturnType<typeof openJudgingParts>>;
beforeAll(async () => {
  parts = await openJudgingParts({ ready: 4 });
});
afterAll(() => parts.close());

/** All that exploring the first small call of a file shows. */
async function explored(exercise: (typeof exercises)[number]['exercise'], source: string) {
  const [scope] = exercise.scopes;
  const args = scope?.args.map((argument) => (argument.kind === 'value' ? argument.value : null)) ?? [];
  const { startMethod, limits, entry } = exercise;
  const { openExploration } = parts.ports(async () => {});
  const exploration = await openExploration(
    { source, entry: entry.name, args, startMethod, limits, maxMs: 15_000 },
    () => {},
    never,
  );
  try {
    const survey = await exploration.survey();
    if (survey.kind === 'undecided') return survey;
    const schedules: (string | undefined)[] = [];
    for (const { number } of survey.outcomes) {
      schedules.push((await exploration.trace(new Set([number])))?.trace.schedule);
    }
    const outcomes = survey.outcomes.map(({ outcome, interleavings }) => [outcome, String(interleavings)]);
    return { outcomes, states: survey.states, coverage: JSON.stringify(survey.coverage.kind), schedules };
  } finally {
    await exploration.close();
  }
}

describe.each(exercises)('$exercise.slug', ({ exercise, submissions }) => {
  it.concurrent.each(submissions)('$path', async ({ source }) => {
    const first = await explored(exercise, source);
    for (let time = 1; time < TIMES; time++) expect(await explored(exercise, source)).toEqual(first);
  });
});
