/** Explores a program of the local DSL as tests want it. */
import { Exploration, Histories, Machine, type Merging, Outcomes, type Survey, sweep } from '../src/index.ts';
import { reducedSweep } from '../src/search/persistent-sets.ts';
import { inWords } from './brute-force.ts';
import { type Body, program } from './dsl.ts';

const now = (): number => performance.now();

export interface Found {
  readonly survey: Survey;
  readonly exploration: Exploration;
  /** Interleavings for each outcome in words. */
  readonly outcomes: Record<string, bigint | null>;
}

export async function explore(main: Body): Promise<Found> {
  const exploration = new Exploration({
    source: program(main),
    budget: { maxStates: 5_000_000, maxMs: 60_000 },
    monotonicMs: now,
    seed: 1,
  });
  const survey = await exploration.survey();
  const outcomes = Object.fromEntries(
    survey.outcomes
      .map(({ outcome, interleavings }) => [inWords(outcome), interleavings] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return { survey, exploration, outcomes };
}

/** The set of outcomes alone. */
export async function outcomesOf(main: Body): Promise<string[]> {
  return Object.keys((await explore(main)).outcomes);
}

/** Counts of one sweep; `reduced`: with persistent sets. */
export async function swept(main: Body, merging: Merging = 'none', reduced = false) {
  const machine = new Machine();
  const histories = new Histories(machine, program(main));
  histories.merge(merging);
  const outcomes = new Outcomes(machine);
  const budget = { maxStates: 5_000_000, maxMs: 60_000, monotonicMs: now };
  const search = reduced ? reducedSweep : sweep;
  const found = await search({ machine, histories, outcomes, budget });
  const named = new Map([...found.outcomes].map(([number, count]) => [inWords(outcomes.value(number)), count]));
  return { ...found, named };
}

/** k processes add n times to one value, each increment a read and a write, under a lock or not. */
export function counter(k: number, n: number, locked: boolean, role?: string): Body {
  return function* (main) {
    const lock = main.rlock();
    const value = main.value(0, lock);
    const worker: Body = function* (process) {
      for (let i = 0; i < n; i++) {
        if (locked) yield* process.acquire(lock);
        const read = yield* process.read(value);
        yield* process.write(value, read + 1);
        if (locked) yield* process.release(lock);
      }
    };
    const children: string[] = [];
    for (let i = 0; i < k; i++) children.push(yield* main.start(worker, role));
    for (const child of children) yield* main.join(child);
    return yield* main.read(value);
  };
}
