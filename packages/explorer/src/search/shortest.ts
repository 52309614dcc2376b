/**
 * The schedule with the fewest preemptions that leads to a wanted state; among these the one with the fewest switches
 * from one actor to another, then with the fewest steps. Uniform-cost search over (state, last actor): a preemption is a
 * switch away from an actor that could have gone on.
 */
import type { Histories } from '../program/histories.ts';
import { type Actor, actorIndex, actorKind, EXPIRE, FLUSH } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import type { Budget } from './budget.ts';
import { StateTable } from './state-table.ts';

export interface Shortest {
  readonly actors: readonly Actor[];
  readonly preemptions: number;
}

export interface ShortestOptions {
  readonly machine: Machine;
  readonly histories: Histories;
  readonly budget: Budget;
  /** Whether the machine's state is what is looked for. `count`: actors that can go on. */
  readonly wanted: (count: number) => boolean;
}

const SPARE_SLOTS = 8;
/** Costs compare as (preemptions, switches, steps). */
const SWITCH = 2 ** 16;
const PREEMPTION = 2 ** 34;
const MAX_STEPS = 2 ** 15;

/** Null when there is none within the budget. */
export async function findShortest(options: ShortestOptions): Promise<Shortest | null> {
  for (;;) {
    const found = await search(options);
    if (found !== 'wider') return found;
  }
}

async function search({ machine, histories, budget, wanted }: ShortestOptions): Promise<Shortest | null | 'wider'> {
  const begin = budget.monotonicMs();
  const width = machine.layout.width + SPARE_SLOTS;
  machine.slots.ensure(width);
  while (!machine.begin()) await histories.resolve();
  // The slot after the state's own holds the last actor + 1.
  const last = width;
  machine.slots.ensure(width + 1);
  const table = new StateTable(width + 1);
  const costs: number[] = [];
  const cameFrom: number[] = [];
  const cameBy: Actor[] = [];
  const done: boolean[] = [];
  const heap = new Heap(costs);
  const actors: Actor[] = [];
  const reach = (cost: number, from: number, by: Actor): void => {
    machine.slots.set(last, by + 2);
    const before = table.count;
    const state = table.add(machine.slots.row, machine.slots.hash);
    if (state === before || cost < (costs[state] as number)) {
      if (state !== before && done[state] === true) return;
      costs[state] = cost;
      cameFrom[state] = from;
      cameBy[state] = by;
      heap.push(state);
    }
  };
  reach(0, -1, -1);
  for (let state = heap.pop(); state !== undefined; state = heap.pop()) {
    if (done[state] === true) continue;
    done[state] = true;
    if (table.count > budget.maxStates) return null;
    if (table.count % 1_024 === 0 && budget.monotonicMs() - begin > budget.maxMs) return null;
    const load = (): void => machine.slots.loadRow(table.rows, state * table.width, table.width, table.hash(state));
    load();
    const lastActor = machine.slots.get(last) - 2;
    const count = machine.actors(actors);
    if (wanted(count))
      return { actors: wayTo(state, cameFrom, cameBy), preemptions: Math.floor((costs[state] as number) / PREEMPTION) };
    const couldGoOn = lastActor >= 0 && sameRunner(machine, actors, count, lastActor);
    for (let which = 0; which < count; which++) {
      const actor = actors[which] as Actor;
      while (!machine.step(actor)) {
        machine.slots.undo(0);
        await histories.resolve();
        if (machine.layout.width > width) return 'wider';
        load();
      }
      if (machine.layout.width > width) return 'wider';
      const switched = lastActor >= 0 && runner(machine, actor) !== runner(machine, lastActor);
      const cost = (costs[state] as number) + 1 + (switched ? SWITCH : 0) + (switched && couldGoOn ? PREEMPTION : 0);
      if (cost % SWITCH < MAX_STEPS) reach(cost, state, actor);
      machine.slots.undo(0);
    }
  }
  return null;
}

/** Who acts: a task, whether it steps, its timeout expires or a signal ends it; or a feeder. */
export function runner(machine: Machine, actor: Actor): number {
  return actorKind(actor) === FLUSH ? machine.layout.tasks.length + actorIndex(actor) : actorIndex(actor);
}

function sameRunner(machine: Machine, actors: readonly Actor[], count: number, last: Actor): boolean {
  for (let which = 0; which < count; which++) {
    const actor = actors[which] as Actor;
    // A timeout that may expire does not mean that its process was running.
    if (actorKind(actor) !== EXPIRE && runner(machine, actor) === runner(machine, last)) return true;
  }
  return false;
}

function wayTo(state: number, cameFrom: readonly number[], cameBy: readonly Actor[]): Actor[] {
  const way: Actor[] = [];
  for (let at = state; (cameFrom[at] as number) >= 0; at = cameFrom[at] as number) way.push(cameBy[at] as Actor);
  return way.reverse();
}

/** A binary heap of numbers by their cost. A number may be in it several times. */
class Heap {
  readonly #costs: readonly number[];
  readonly #items: number[] = [];
  readonly #keys: number[] = [];

  constructor(costs: readonly number[]) {
    this.#costs = costs;
  }

  push(item: number): void {
    const key = this.#costs[item] as number;
    let at = this.#items.length;
    this.#items.push(item);
    this.#keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#keys[parent] as number) <= key) break;
      this.#items[at] = this.#items[parent] as number;
      this.#keys[at] = this.#keys[parent] as number;
      at = parent;
    }
    this.#items[at] = item;
    this.#keys[at] = key;
  }

  pop(): number | undefined {
    const first = this.#items[0];
    const item = this.#items.pop();
    const key = this.#keys.pop();
    if (item === undefined || key === undefined || this.#items.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#items.length) break;
      if (child + 1 < this.#items.length && (this.#keys[child + 1] as number) < (this.#keys[child] as number))
        child += 1;
      if ((this.#keys[child] as number) >= key) break;
      this.#items[at] = this.#items[child] as number;
      this.#keys[at] = this.#keys[child] as number;
      at = child;
    }
    this.#items[at] = item;
    this.#keys[at] = key;
    return first;
  }
}
