import { Recording } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import {
  Exploration,
  NotRecorded,
  Player,
  type ProgramSource,
  record,
  recordedProgram,
  ScheduleError,
} from '../src/index.ts';
import { generator } from '../src/search/walks.ts';
import { type Body, program } from './dsl.ts';
import { counter } from './explored.ts';
import { generate, ScriptSource } from './scripted.ts';

const SEED = Number(process.env.LOCKSTEP_TEST_SEED ?? 20_261);
const monotonicMs = () => performance.now();
const budget = { maxStates: 500_000, maxMs: 60_000 };

function exploring(source: ProgramSource, maxStates = 5_000_000) {
  return new Exploration({ source, budget: { maxStates, maxMs: 60_000 }, monotonicMs, seed: 1 });
}

/** What was explored, as it comes out of a database. */
async function recorded(source: ProgramSource) {
  const exploration = exploring(source);
  const survey = await exploration.survey();
  const histories = record(exploration.machine, exploration.histories);
  const outcomes = survey.outcomes.map(({ outcome }) => JSON.stringify(outcome)).sort();
  const whole = { version: 1, call: 'main()', histories, outcomes: [] };
  return { survey, outcomes, histories: Recording.parse(JSON.parse(JSON.stringify(whole))).histories };
}

async function player(source: ProgramSource) {
  const { histories, outcomes, survey } = await recorded(source);
  return { player: new Player({ histories, monotonicMs, budget }), outcomes, survey };
}

const words = (outcome: string): string => JSON.parse(outcome).result?.value ?? 'never ends';

/** Main takes b after a, the child a after b. */
const opposite: Body = function* (main) {
  const [a, b] = [main.lock(), main.lock()];
  const child = yield* main.start(function* (process) {
    yield* process.acquire(b);
    yield* process.acquire(a);
    yield* process.release(a);
    yield* process.release(b);
  });
  yield* main.acquire(a);
  yield* main.acquire(b);
  yield* main.release(b);
  yield* main.release(a);
  yield* main.join(child);
  return 'both';
};

describe('a recording', () => {
  it.each([
    ['plain programs', { polls: false, keyed: false }],
    ['programs with merged states', { polls: false, keyed: true }],
    ['like children', { polls: false, keyed: true, alike: 3 }],
    ['polling loops', { polls: true, keyed: true }],
  ])(`gives the survey that the program gave: %s, seed ${SEED}`, async (_, options) => {
    const random = generator(SEED);
    for (let which = 0; which < 40; which++) {
      const script = generate(random, options);
      const { survey, histories } = await recorded(new ScriptSource(script));
      if (survey.coverage.kind !== 'exhaustive' || survey.coverage.reduced) continue;
      const first = await new Player({ histories, monotonicMs, budget }).at([]);
      const outcomes = survey.outcomes.map(({ outcome }) => JSON.stringify(outcome)).sort();
      expect(first.outcomes, JSON.stringify(script)).toEqual(outcomes);
    }
  });

  it('refuses what was not explored', async () => {
    const { histories } = await recorded(program(counter(2, 1, true)));
    const source = recordedProgram({ ...histories, steps: histories.steps.slice(0, 2) });
    await expect(exploring(source).survey()).rejects.toThrow(NotRecorded);
  });

  it('is nothing before anything is known', () => {
    const { machine, histories } = exploring(program(counter(2, 1, true)));
    expect(record(machine, histories)).toBe(null);
  });
});

describe('the player', () => {
  it('tells who can go on with what, and which outcomes each choice leaves', async () => {
    const { player: game, outcomes } = await player(program(counter(2, 1, false)));
    expect(outcomes.map(words)).toEqual(['1', '2']);
    // Both children read before either writes.
    const before = await game.at(['0', '0', '0.0', '0.1']);
    expect(before.choices.map(({ actor }) => actor)).toEqual(['0.0', '0.1']);
    expect(before.outcomes?.map(words)).toEqual(['1']);
    for (const { outcomes: left, step } of before.choices) {
      expect(left?.map(words)).toEqual(['1']);
      expect(step).toMatchObject({ kind: 'write' });
    }
    expect(before.waiting).toMatchObject([{ process: '0' }]);
    expect(before.trace.steps.map(({ kind }) => kind)).toEqual(['start', 'start', 'read', 'read']);
    // One of them has written before the other reads.
    const safe = await game.at(['0', '0', '0.0', '0.0']);
    expect(safe.outcomes?.map(words)).toEqual(['2']);
    expect((await game.at(['0', '0', '0.0'])).choices.map(({ outcomes: left }) => left?.map(words))).toEqual([
      ['2'],
      ['1'],
    ]);
  });

  it('comes to a deadlock, and says who waits for whom', async () => {
    const { player: game } = await player(program(opposite));
    const apart = await game.at(['0', '0', '0.0']);
    expect(apart.outcomes?.map(words)).toEqual(['never ends']);
    expect(apart).toMatchObject({ choices: [], outcome: '{"kind":"stuck"}' });
    expect(apart.waiting.map(({ process, heldBy }) => [process, heldBy])).toEqual([
      ['0', ['0.0']],
      ['0.0', ['0']],
    ]);
  });

  it('refuses choices that cannot be made', async () => {
    const { player: game } = await player(program(opposite));
    for (const actors of [['0.0'], ['0', '0.7'], ['nobody'], ['0', '0,0.0'], ['0', '0*2'], ['']]) {
      await expect(game.at(actors)).rejects.toThrow();
    }
    await expect(game.at(['nobody'])).rejects.toThrow(ScheduleError);
    expect((await game.at(['0'])).choices).toHaveLength(2);
  });

  it('says nothing of outcomes where there are too many states', async () => {
    const { histories } = await recorded(program(counter(3, 2, false)));
    const game = new Player({ histories, monotonicMs, budget: { maxStates: 500, maxMs: 60_000 } });
    const first = await game.at([]);
    expect(first.outcomes).toBe(null);
    expect(first.choices.map(({ outcomes, step }) => [outcomes, step?.kind])).toEqual([[null, 'start']]);
  });

  it('offers what was not explored as such', async () => {
    const { histories } = await recorded(program(counter(2, 1, false)));
    const late = histories.points.findIndex(({ announcement }) => announcement.operation.kind === 'write');
    const cut = { ...histories, steps: histories.steps.filter(([from]) => from !== late) };
    const game = new Player({ histories: cut, monotonicMs, budget });
    const writer = cut.points[late]?.process ?? '';
    const { choices, outcomes } = await game.at(['0', '0', writer]);
    expect(outcomes).toBe(null);
    expect(choices.find(({ actor }) => actor === writer)).toMatchObject({ step: null, outcomes: null });
    expect(choices.find(({ actor }) => actor !== writer)?.step).not.toBe(null);
  });

  it(`never leaves the outcomes that it foretold, in random games of seed ${SEED}`, async () => {
    const random = generator(SEED);
    for (let which = 0; which < 25; which++) {
      const script = generate(random, { polls: false, keyed: which % 2 === 0 });
      const { player: game, outcomes } = await player(new ScriptSource(script));
      const actors: string[] = [];
      for (let position = await game.at(actors); ; position = await game.at(actors)) {
        const { choices, outcome } = position;
        if (position.outcomes === null) break;
        if (outcome !== null) {
          expect(position.outcomes).toEqual([outcome]);
          expect(outcomes).toContain(outcome);
          break;
        }
        const left = new Set(choices.flatMap((choice) => choice.outcomes ?? []));
        expect([...left].sort(), JSON.stringify({ script, actors })).toEqual(position.outcomes);
        actors.push(choices[random(choices.length)]?.actor ?? '');
      }
    }
  });
});
