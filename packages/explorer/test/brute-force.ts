/**
 * The slow truth: every schedule of a small program, one after the other, with no cache. What the searches are compared
 * with.
 */

import type { ProgramSource } from '../src/index.ts';
import { Histories, Machine, type Outcome, Outcomes } from '../src/index.ts';

export interface Enumerated {
  readonly outcomes: ReadonlyMap<string, bigint>;
  readonly schedules: bigint;
}

/** Null when there are more than `limit` schedules. */
export async function enumerate(source: ProgramSource, limit = 200_000): Promise<Enumerated | null> {
  const machine = new Machine();
  const histories = new Histories(machine, source);
  const outcomes = new Outcomes(machine);
  const found = new Map<string, bigint>();
  let schedules = 0;
  const visit = async (): Promise<boolean> => {
    const actors: number[] = [];
    const count = machine.actors(actors);
    if (count === 0) {
      schedules += 1;
      const words = inWords(outcomes.value(outcomes.here()));
      found.set(words, (found.get(words) ?? 0n) + 1n);
      return schedules <= limit;
    }
    for (let which = 0; which < count; which++) {
      const { logged } = machine.slots;
      while (!machine.step(actors[which] as number)) {
        machine.slots.undo(logged);
        await histories.resolve();
      }
      const goOn = await visit();
      machine.slots.undo(logged);
      if (!goOn) return false;
    }
    return true;
  };
  while (!machine.begin()) await histories.resolve();
  return (await visit()) ? { outcomes: found, schedules: BigInt(schedules) } : null;
}

/** An outcome as tests write it: `4`, `never ends`, `raised ValueError`, `1, 0.1 failed`. */
export function inWords(outcome: Outcome): string {
  if (outcome.kind === 'stuck') return 'never ends';
  const { result, failures } = outcome;
  const main =
    result === null
      ? 'no result'
      : result.kind === 'returned'
        ? result.value
        : result.kind === 'raised'
          ? `raised ${result.failure.type}`
          : 'unsendable';
  return [main, ...failures.map(({ process }) => `${process} failed`)].join(', ');
}
