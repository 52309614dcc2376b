/**
 * All interleavings with at most so many preemptions (Musuvathi, Qadeer 2007). A state is then (world, histories, last
 * actor, preemptions left); one that was reached with as many left or more is not visited again.
 */
import type { Histories } from '../program/histories.ts';
import { type Actor, actorKind, EXPIRE } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import { type Budget, BudgetReached, LOOK_EVERY } from './budget.ts';
import type { Outcomes } from './outcomes.ts';
import { runner } from './shortest.ts';
import { StateTable } from './state-table.ts';

export interface Bounded {
  readonly states: number;
  /** Outcomes that were met. */
  readonly outcomes: ReadonlySet<number>;
}

export interface BoundedOptions {
  readonly machine: Machine;
  readonly histories: Histories;
  readonly outcomes: Outcomes;
  readonly budget: Budget;
  readonly preemptions: number;
}

const SPARE_SLOTS = 8;

/** Throws BudgetReached. */
export async function exploreBounded(options: BoundedOptions): Promise<Bounded> {
  for (;;) {
    const found = await search(options);
    if (found !== null) return found;
  }
}

async function search({ machine, histories, outcomes, budget, preemptions }: BoundedOptions): Promise<Bounded | null> {
  const begin = budget.monotonicMs();
  const width = machine.layout.width + SPARE_SLOTS;
  const last = width;
  machine.slots.ensure(width + 1);
  while (!machine.begin()) await histories.resolve();
  const table = new StateTable(width + 1);
  const left: number[] = [];
  const stack: number[] = [];
  const found = new Set<number>();
  const actors: Actor[] = [];
  const reach = (by: Actor, remaining: number): void => {
    machine.slots.set(last, by + 2);
    const before = table.count;
    const state = table.add(machine.slots.row, machine.slots.hash);
    if (state !== before && (left[state] as number) >= remaining) return;
    left[state] = remaining;
    stack.push(state);
  };
  reach(-1, preemptions);
  let visits = 0;
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    visits += 1;
    if (visits % LOOK_EVERY === 0) {
      if (visits > budget.maxStates || budget.monotonicMs() - begin > budget.maxMs) throw new BudgetReached();
      budget.onProgress?.({ states: visits, interleavings: 0n });
    }
    const load = (): void => machine.slots.loadRow(table.rows, state * table.width, table.width, table.hash(state));
    load();
    const remaining = left[state] as number;
    const lastActor = machine.slots.get(last) - 2;
    const count = machine.actors(actors);
    if (count === 0) found.add(outcomes.here());
    let couldGoOn = false;
    for (let which = 0; which < count && lastActor >= 0; which++) {
      const actor = actors[which] as Actor;
      if (actorKind(actor) !== EXPIRE && runner(machine, actor) === runner(machine, lastActor)) couldGoOn = true;
    }
    for (let which = 0; which < count; which++) {
      const actor = actors[which] as Actor;
      const preempts = couldGoOn && runner(machine, actor) !== runner(machine, lastActor);
      if (preempts && remaining === 0) continue;
      while (!machine.step(actor)) {
        machine.slots.undo(0);
        await histories.resolve();
        if (machine.layout.width > width) return null;
        load();
      }
      if (machine.layout.width > width) return null;
      reach(actor, preempts ? remaining - 1 : remaining);
      machine.slots.undo(0);
    }
  }
  return { states: visits, outcomes: found };
}
