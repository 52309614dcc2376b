/** Random schedules, by a seed: what is left when nothing else fits into the budget. Equal seeds give equal walks. */
import type { Histories } from '../program/histories.ts';
import type { Actor } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import type { Budget } from './budget.ts';
import type { Outcomes } from './outcomes.ts';

export interface Walked {
  readonly schedules: number;
  readonly steps: number;
  readonly outcomes: ReadonlyMap<number, readonly Actor[]>;
  /** Schedules that were given up because they were too long. */
  readonly unfinished: number;
}

export interface WalkOptions {
  readonly machine: Machine;
  readonly histories: Histories;
  readonly outcomes: Outcomes;
  readonly budget: Budget;
  readonly seed: number;
  readonly schedules: number;
}

const MAX_STEPS = 5_000;

/** Walks until the budget is reached. Remembers the first schedule of each outcome. */
export async function walk({ machine, histories, outcomes, budget, seed, schedules }: WalkOptions): Promise<Walked> {
  const begin = budget.monotonicMs();
  const random = generator(seed);
  const found = new Map<number, readonly Actor[]>();
  const actors: Actor[] = [];
  let walked = 0;
  let steps = 0;
  let unfinished = 0;
  for (; walked < schedules && budget.monotonicMs() - begin <= budget.maxMs; walked++) {
    while (!machine.begin()) await histories.resolve();
    const way: Actor[] = [];
    for (;;) {
      machine.slots.ensure(machine.layout.width);
      const count = machine.actors(actors);
      if (count === 0) {
        const outcome = outcomes.here();
        if (!found.has(outcome)) found.set(outcome, way);
        break;
      }
      if (way.length === MAX_STEPS) {
        unfinished += 1;
        break;
      }
      const actor = actors[random(count)] as Actor;
      machine.slots.logged = 0;
      while (!machine.step(actor)) {
        machine.slots.undo(0);
        await histories.resolve();
      }
      way.push(actor);
      steps += 1;
    }
    budget.onProgress?.({ states: steps, interleavings: BigInt(walked + 1) });
  }
  return { schedules: walked, steps, outcomes: found, unfinished };
}

/** Numbers below a bound (mulberry32). */
export function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
