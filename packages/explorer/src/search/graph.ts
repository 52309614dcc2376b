/**
 * Visits every reachable state once and keeps the graph of states: for programs that poll, where merging at any depth
 * makes a loop a cycle. Decides then which states can still reach the end: one that can't is stuck, whether nobody can go
 * on (deadlock) or somebody goes round for ever (livelock).
 *
 * Interleavings are counted in the graph of its strongly connected components (Tarjan 1972): ways that differ only in how
 * often somebody looked in vain count once.
 */
import type { Histories } from '../program/histories.ts';
import type { Actor } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import { type Budget, BudgetReached, LOOK_EVERY } from './budget.ts';
import type { Outcomes } from './outcomes.ts';
import { StateTable } from './state-table.ts';

export interface Explored {
  readonly states: number;
  readonly steps: number;
  readonly outcomes: ReadonlyMap<number, bigint>;
  readonly interleavings: bigint;
  /** Whether some states lie on a cycle. */
  readonly cyclic: boolean;
  /** Rows (of `table`) from which the end cannot be reached. */
  readonly stuck: Uint8Array;
  readonly table: StateTable;
  readonly aliveTogether: number;
  /** For each state, the outcomes that can still be reached from it. */
  reachable(): readonly ReadonlySet<number>[];
}

export interface GraphOptions {
  readonly machine: Machine;
  readonly histories: Histories;
  readonly outcomes: Outcomes;
  readonly budget: Budget;
}

const SPARE_SLOTS = 8;
/** Outcome of a state that has steps. */
const GOES_ON = -1;

/** Throws BudgetReached; rejects as the program's source does. */
export async function exploreGraph(options: GraphOptions): Promise<Explored> {
  for (;;) {
    const graph = await new Graph(options).build();
    if (graph !== null) return graph;
  }
}

class Graph {
  readonly #machine: Machine;
  readonly #histories: Histories;
  readonly #outcomes: Outcomes;
  readonly #budget: Budget;
  readonly #table: StateTable;
  /** Targets of the steps out of each state, in the order of actors; states are expanded in the order of their numbers. */
  readonly #targets: number[][] = [];
  readonly #ends: number[] = [];
  readonly #actors: Actor[] = [];
  #steps = 0;
  #aliveTogether = 0;

  constructor({ machine, histories, outcomes, budget }: GraphOptions) {
    this.#machine = machine;
    this.#histories = histories;
    this.#outcomes = outcomes;
    this.#budget = budget;
    this.#table = new StateTable(machine.layout.width + SPARE_SLOTS);
  }

  /** Null when the row of slots grew: to be done again. */
  async build(): Promise<Explored | null> {
    const machine = this.#machine;
    const table = this.#table;
    const begin = this.#budget.monotonicMs();
    machine.slots.ensure(table.width);
    while (!machine.begin()) await this.#histories.resolve();
    table.add(machine.slots.row, machine.slots.hash);
    let next = 0;
    let missed: number[] = [];
    for (;;) {
      for (; next < table.count; next++) {
        if (next % LOOK_EVERY === 0) this.#look(next, begin);
        if (!this.#expand(next)) missed.push(next);
        if (machine.layout.width > table.width) return null;
      }
      if (missed.length === 0) break;
      await this.#histories.resolve();
      if (machine.layout.width > table.width) return null;
      const again = missed;
      missed = [];
      for (const state of again) if (!this.#expand(state)) missed.push(state);
      if (machine.layout.width > table.width) return null;
    }
    return this.#summary();
  }

  /** False when some operation is not known yet. */
  #expand(state: number): boolean {
    const machine = this.#machine;
    const table = this.#table;
    const { slots } = machine;
    slots.loadRow(table.rows, state * table.width, table.width, table.hash(state));
    const count = machine.actors(this.#actors);
    const alive = machine.aliveChildren();
    if (alive > this.#aliveTogether) this.#aliveTogether = alive;
    const targets: number[] = [];
    let complete = true;
    for (let which = 0; which < count; which++) {
      if (machine.step(this.#actors[which] as Actor)) targets.push(table.add(slots.row, slots.hash));
      else complete = false;
      slots.undo(0);
    }
    if (complete) this.#steps += count;
    this.#targets[state] = targets;
    this.#ends[state] = count === 0 ? this.#outcomes.here() : GOES_ON;
    return complete;
  }

  #look(states: number, begin: number): void {
    const { maxStates, maxMs, monotonicMs, onProgress } = this.#budget;
    if (states > maxStates || monotonicMs() - begin > maxMs) throw new BudgetReached();
    onProgress?.({ states, interleavings: 0n });
  }

  #summary(): Explored {
    const { component, members } = components(this.#targets);
    const stuck = this.#stuck();
    // Components come in reverse topological order: sources last.
    const ways = new Array<bigint>(members.length).fill(0n);
    ways[component[0] as number] = 1n;
    const outcomes = new Map<number, bigint>();
    let cyclic = false;
    for (let number = members.length - 1; number >= 0; number--) {
      const count = ways[number] as bigint;
      if (count === 0n) continue;
      let leaves = false;
      let end: number | null = null;
      for (const state of members[number] as number[]) {
        const outcome = this.#ends[state] as number;
        if (outcome !== GOES_ON) end = outcome;
        for (const target of this.#targets[state] as number[]) {
          const other = component[target] as number;
          if (other === number) {
            cyclic = true;
            continue;
          }
          leaves = true;
          ways[other] = (ways[other] as bigint) + count;
        }
      }
      if (end === null && !leaves) end = this.#outcomes.stuck;
      if (end !== null) outcomes.set(end, (outcomes.get(end) ?? 0n) + count);
    }
    let interleavings = 0n;
    for (const count of outcomes.values()) interleavings += count;
    const table = this.#table;
    const { aliveTogether, steps } = { aliveTogether: this.#aliveTogether, steps: this.#steps };
    const reachable = () => this.#reachable(component, members);
    return { states: table.count, steps, outcomes, interleavings, cyclic, stuck, table, aliveTogether, reachable };
  }

  /** Components come sinks first: those that one leads to are known before it. States of one component share a set. */
  #reachable(component: Int32Array, members: readonly number[][]): ReadonlySet<number>[] {
    const interned = new Map<string, ReadonlySet<number>>();
    const ofComponent: ReadonlySet<number>[] = [];
    for (const [number, states] of members.entries()) {
      const found = new Set<number>();
      for (const state of states) {
        const end = this.#ends[state] as number;
        if (end !== GOES_ON) found.add(end);
        for (const target of this.#targets[state] as number[]) {
          const other = component[target] as number;
          if (other !== number) for (const outcome of ofComponent[other] as ReadonlySet<number>) found.add(outcome);
        }
      }
      // Going round for ever, with no way out.
      if (found.size === 0) found.add(this.#outcomes.stuck);
      const key = [...found].sort((a, b) => a - b).join();
      const known = interned.get(key) ?? found;
      interned.set(key, known);
      ofComponent.push(known);
    }
    return Array.from(component, (number) => ofComponent[number] as ReadonlySet<number>);
  }

  /** States from which no proper end can be reached. */
  #stuck(): Uint8Array {
    const count = this.#table.count;
    const sources: number[][] = Array.from({ length: count }, () => []);
    for (let state = 0; state < count; state++) {
      for (const target of this.#targets[state] as number[]) (sources[target] as number[]).push(state);
    }
    const stuck = new Uint8Array(count).fill(1);
    const queue: number[] = [];
    for (let state = 0; state < count; state++) {
      const end = this.#ends[state] as number;
      if (end !== GOES_ON && end !== this.#outcomes.stuck) {
        stuck[state] = 0;
        queue.push(state);
      }
    }
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      for (const source of sources[state] as number[]) {
        if (stuck[source] === 0) continue;
        stuck[source] = 0;
        queue.push(source);
      }
    }
    return stuck;
  }
}

/** Strongly connected components, in reverse topological order. Iterative: graphs are deep. */
function components(targets: readonly (readonly number[])[]): { component: Int32Array; members: number[][] } {
  const count = targets.length;
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const component = new Int32Array(count).fill(-1);
  const members: number[][] = [];
  const stack: number[] = [];
  const path: number[] = [];
  const position = new Int32Array(count);
  let next = 0;
  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const state = path.at(-1) as number;
      if (index[state] === -1) {
        index[state] = next;
        low[state] = next;
        next += 1;
        stack.push(state);
        onStack[state] = 1;
      }
      const out = targets[state] as readonly number[];
      const at = position[state] as number;
      if (at < out.length) {
        position[state] = at + 1;
        const target = out[at] as number;
        if (index[target] === -1) path.push(target);
        else if (onStack[target] === 1) low[state] = Math.min(low[state] as number, index[target] as number);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[state] as number);
      if (low[state] !== index[state]) continue;
      const group: number[] = [];
      for (;;) {
        const member = stack.pop() as number;
        onStack[member] = 0;
        component[member] = members.length;
        group.push(member);
        if (member === state) break;
      }
      members.push(group);
    }
  }
  return { component, members };
}
