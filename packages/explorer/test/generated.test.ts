import { describe, expect, it } from 'vitest';
import { Exploration, Histories, Machine, type Merging, Outcomes, sweep } from '../src/index.ts';
import { again } from '../src/program/likes.ts';
import { exploreBounded } from '../src/search/bounded.ts';
import { exploreGraph } from '../src/search/graph.ts';
import { reducedSweep } from '../src/search/persistent-sets.ts';
import { generator, walk } from '../src/search/walks.ts';
import { enumerate, inWords } from './brute-force.ts';
import { generate, type Script, ScriptSource } from './scripted.ts';

const SEED = Number(process.env.LOCKSTEP_TEST_SEED ?? 20_261);
const PROGRAMS = 250;
const budget = { maxStates: 5_000_000, maxMs: 60_000, monotonicMs: () => performance.now() };

/** Programs of the seed, with the outcomes of every schedule, enumerated. */
async function programs(count: number, options: { polls: boolean; keyed: boolean; alike?: number }) {
  const random = generator(SEED);
  const found: { script: Script; truth: ReadonlyMap<string, bigint> }[] = [];
  while (found.length < count) {
    const script = generate(random, options);
    const every = await enumerate(new ScriptSource(script), options.alike === 3 ? 200_000 : 3_000);
    if (every !== null) found.push({ script, truth: every.outcomes });
  }
  return found;
}

function parts(script: Script, merging: Merging) {
  const machine = new Machine();
  const histories = new Histories(machine, new ScriptSource(script));
  histories.merge(merging);
  return { machine, histories, outcomes: new Outcomes(machine), budget };
}

/** By words, which several outcomes may share. */
function named(outcomes: Outcomes, counts: ReadonlyMap<number, bigint>): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const [number, count] of counts) {
    const words = inWords(outcomes.value(number));
    sums.set(words, (sums.get(words) ?? 0n) + count);
  }
  return sums;
}
const sorted = (words: Iterable<string>) => [...new Set(words)].sort();

describe(`${PROGRAMS} generated programs of seed ${SEED}`, () => {
  it('have the same counts in a search with a cache as in an enumeration, merged or not', async () => {
    for (const { script, truth } of await programs(PROGRAMS, { polls: false, keyed: true })) {
      for (const merging of ['none', 'same-depth'] as const) {
        const searched = parts(script, merging);
        const found = await sweep(searched);
        expect(named(searched.outcomes, found.outcomes), JSON.stringify({ merging, script })).toEqual(truth);
      }
    }
  });

  it('have the same outcomes in a graph of states, and with as many preemptions as there can be', async () => {
    for (const { script, truth } of await programs(PROGRAMS, { polls: false, keyed: true })) {
      const graph = parts(script, 'none');
      expect(named(graph.outcomes, (await exploreGraph(graph)).outcomes), JSON.stringify(script)).toEqual(truth);
      const merged = parts(script, 'any-depth');
      expect(sorted(named(merged.outcomes, (await exploreGraph(merged)).outcomes).keys())).toEqual(
        sorted(truth.keys()),
      );
      const bounded = parts(script, 'none');
      const { outcomes } = await exploreBounded({ ...bounded, preemptions: 50 });
      expect(sorted([...outcomes].map((number) => inWords(bounded.outcomes.value(number))))).toEqual(
        sorted(truth.keys()),
      );
    }
  });

  it('have the same outcomes in a search with persistent sets', async () => {
    let fewer = 0;
    for (const { script, truth } of await programs(PROGRAMS, { polls: false, keyed: true })) {
      for (const merging of ['none', 'same-depth'] as const) {
        const reduced = parts(script, merging);
        const found = await reducedSweep(reduced);
        expect(sorted(named(reduced.outcomes, found.outcomes).keys()), JSON.stringify({ merging, script })).toEqual(
          sorted(truth.keys()),
        );
        if (found.states < (await sweep(parts(script, merging))).states) fewer += 1;
      }
    }
    expect(fewer).toBeGreaterThan(PROGRAMS);
  });

  it.each([2, 3])(
    'of %i like children have the same counts when these share a trie, the same outcomes by symmetry',
    async (alike) => {
      // Which of the like children fails is all the same.
      const anyone = (words: Iterable<string>) => sorted([...words].map((word) => word.replaceAll(/0\.\d/g, '0.*')));
      let fewer = 0;
      for (const { script, truth } of await programs(alike === 2 ? PROGRAMS : 40, {
        polls: false,
        keyed: true,
        alike,
      })) {
        const shared = parts(script, 'same-depth');
        const found = await again(() => sweep(shared));
        expect(named(shared.outcomes, found.outcomes), JSON.stringify(script)).toEqual(truth);
        const symmetric = parts(script, 'same-depth');
        const reduced = await again(() => reducedSweep(symmetric));
        expect(anyone(named(symmetric.outcomes, reduced.outcomes).keys()), JSON.stringify(script)).toEqual(
          anyone(truth.keys()),
        );
        if (symmetric.histories.likes.size > 0 && reduced.states < found.states) fewer += 1;
      }
      expect(fewer).toBeGreaterThan(10);
    },
  );

  it('give random schedules and few preemptions no outcome that there is not', async () => {
    for (const { script, truth } of await programs(60, { polls: false, keyed: false })) {
      const walked = parts(script, 'none');
      const { outcomes } = await walk({ ...walked, seed: SEED, schedules: 20 });
      const bounded = parts(script, 'none');
      const few = await exploreBounded({ ...bounded, preemptions: 1 });
      const words = [
        ...[...outcomes.keys()].map((number) => inWords(walked.outcomes.value(number))),
        ...[...few.outcomes].map((number) => inWords(bounded.outcomes.value(number))),
      ];
      expect(words.filter((word) => !truth.has(word))).toEqual([]);
    }
  });

  it('fail by the shortest schedule, which replays to the same outcome', async () => {
    for (const { script } of await programs(60, { polls: false, keyed: true })) {
      const exploration = new Exploration({
        source: new ScriptSource(script),
        budget,
        monotonicMs: () => performance.now(),
        seed: SEED,
      });
      const survey = await exploration.survey();
      for (const { number } of survey.outcomes) {
        const found = await exploration.shortest((_, other) => other === number);
        expect(found?.number).toBe(number);
        // Fewer preemptions do not lead there.
        const fewer = parts(script, 'none');
        if (found !== null && found.trace.preemptions > 0) {
          const { outcomes } = await exploreBounded({ ...fewer, preemptions: found.trace.preemptions - 1 });
          const reached = [...outcomes].map((other) => inWords(fewer.outcomes.value(other)));
          expect(reached).not.toContain(inWords(found.outcome));
        }
        const again = await exploration.replay(found?.trace.schedule ?? '');
        expect(exploration.outcome(again.complete)).toEqual(found?.outcome);
      }
    }
  });

  it('that poll come to an end of the search, and to every outcome that random schedules have', async () => {
    const random = generator(SEED);
    let loops = 0;
    for (let program = 0; program < 40; program++) {
      const script = generate(random, { polls: true, keyed: true });
      const exploration = new Exploration({
        source: new ScriptSource(script),
        budget,
        monotonicMs: () => performance.now(),
        seed: SEED,
      });
      const survey = await exploration.survey();
      expect(survey.coverage.kind).toBe('exhaustive');
      if (survey.coverage.kind === 'exhaustive' && survey.coverage.loops) loops += 1;
      const walked = parts(script, 'none');
      const { outcomes } = await walk({ ...walked, seed: SEED, schedules: 15 });
      const words = new Set(survey.outcomes.map(({ outcome }) => inWords(outcome)));
      for (const number of outcomes.keys())
        expect(words, JSON.stringify(script)).toContain(inWords(walked.outcomes.value(number)));
    }
    expect(loops).toBeGreaterThan(5);
  });
});
