/**
 * Visits every reachable state once and counts the interleavings that lead to each outcome, exactly.
 *
 * The graph of states is graded: rank = (processes ended, 2 x operations done by the living ones - items not yet
 * flushed) grows with each step and is a function of the state. So states are expanded rank by rank, all predecessors
 * come first, counts flow forward, and a rank is forgotten when it is done (the sweep-line method, Christensen,
 * Kristensen, Mailund 2001). Needs histories that grow: not for merging at any depth.
 *
 * A step whose operation is not known yet is repeated when all questions of its rank have been asked at once.
 */
import type { Histories } from '../program/histories.ts';
import type { Actor, Machine } from '../world/machine.ts';
import { Bucket, CountTooLarge } from './bucket.ts';
import { type Budget, BudgetReached, LOOK_EVERY } from './budget.ts';
import type { Outcomes } from './outcomes.ts';

export interface Swept {
  readonly states: number;
  readonly steps: number;
  /** Interleavings for each outcome's number. */
  readonly outcomes: ReadonlyMap<number, bigint>;
  readonly interleavings: bigint;
  /** Most states held at one time. */
  readonly peakStates: number;
  /** Most child processes alive in one state. */
  readonly aliveTogether: number;
}

/** Thrown when a process came back to an earlier local state: the graph of states would never end. */
export class ProgramPolls extends Error {
  override readonly name = 'ProgramPolls';
}

/** Chooses which of the actors that can go on are explored: the first `n` of `actors` after the call. */
export interface Reduction {
  begin(): void;
  select(machine: Machine, actors: Actor[], count: number): number;
}

export interface SweepOptions {
  readonly machine: Machine;
  readonly histories: Histories;
  readonly outcomes: Outcomes;
  readonly budget: Budget;
  readonly reduction?: Reduction;
}

/** The row of slots grew: the search begins anew, what is known of the program stays. */
const WIDER = Symbol('wider');
/** Slots to spare before that happens. */
const SPARE_SLOTS = 8;

/** Throws BudgetReached; rejects as the program's source does. */
export async function sweep(options: SweepOptions): Promise<Swept> {
  let big = false;
  for (;;) {
    options.reduction?.begin();
    try {
      const swept = await new Sweep(options, big).run();
      if (swept !== WIDER) return swept;
    } catch (error) {
      if (!(error instanceof CountTooLarge)) throw error;
      big = true;
    }
  }
}

class Sweep {
  readonly #machine: Machine;
  readonly #histories: Histories;
  readonly #outcomes: Outcomes;
  readonly #budget: Budget;
  readonly #reduction: Reduction | null;
  readonly #big: boolean;
  readonly #width: number;
  readonly #ranks: (Bucket | undefined)[][] = [];
  readonly #spare: Bucket[] = [];
  readonly #counts = new Map<number, bigint>();
  readonly #actors: Actor[] = [];
  /** States and actors whose next operation is not known yet. */
  readonly #missed: number[] = [];
  readonly #begin: number;
  #states = 0;
  #steps = 0;
  #held = 0;
  #peak = 0;
  #aliveTogether = 0;

  constructor({ machine, histories, outcomes, budget, reduction }: SweepOptions, big: boolean) {
    this.#machine = machine;
    this.#histories = histories;
    this.#outcomes = outcomes;
    this.#budget = budget;
    this.#reduction = reduction ?? null;
    this.#big = big;
    this.#width = machine.layout.width + SPARE_SLOTS;
    this.#begin = budget.monotonicMs();
  }

  async run(): Promise<Swept | typeof WIDER> {
    const machine = this.#machine;
    machine.slots.ensure(this.#width);
    while (!machine.begin()) await this.#histories.resolve();
    if (machine.layout.width > this.#width) return WIDER;
    this.#put(1, 0, 0, 1n);
    for (let ended = 0; ended < this.#ranks.length; ended++) {
      const ranks = this.#ranks[ended];
      for (let rank = 0; rank < (ranks?.length ?? 0); rank++) {
        const bucket = ranks?.[rank];
        if (bucket === undefined) continue;
        if (!(await this.#expand(bucket))) return WIDER;
        this.#held -= bucket.count;
        bucket.clear();
        if (bucket.reusable) this.#spare.push(bucket);
        (ranks as (Bucket | undefined)[])[rank] = undefined;
      }
    }
    let interleavings = 0n;
    for (const count of this.#counts.values()) interleavings += count;
    return {
      states: this.#states,
      steps: this.#steps,
      outcomes: this.#counts,
      interleavings,
      peakStates: this.#peak,
      aliveTogether: this.#aliveTogether,
    };
  }

  /** All steps out of the states of one rank. False when the row grew. */
  async #expand(bucket: Bucket): Promise<boolean> {
    const machine = this.#machine;
    const actors = this.#actors;
    for (let index = 0; index < bucket.count; index++) {
      this.#states += 1;
      if (this.#states % LOOK_EVERY === 0) this.#look();
      this.#load(bucket, index);
      let count = machine.actors(actors);
      if (count === 0) {
        const outcome = this.#outcomes.here();
        this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0n) + bucket.ways(index));
        continue;
      }
      if (this.#reduction !== null && count > 1) count = this.#reduction.select(machine, actors, count);
      for (let which = 0; which < count; which++) this.#step(bucket, index, actors[which] as Actor);
      if (machine.layout.width > this.#width) return false;
    }
    while (this.#missed.length > 0) {
      await this.#histories.resolve();
      if (this.#histories.polls) throw new ProgramPolls();
      if (this.#budget.mayGoOn?.() === false) throw new BudgetReached();
      if (machine.layout.width > this.#width) return false;
      const again = this.#missed.splice(0);
      for (let at = 0; at < again.length; at += 2) {
        this.#load(bucket, again[at] as number);
        this.#step(bucket, again[at] as number, again[at + 1] as Actor);
        if (machine.layout.width > this.#width) return false;
      }
    }
    return true;
  }

  #step(bucket: Bucket, index: number, actor: Actor): void {
    const { slots } = this.#machine;
    if (this.#machine.step(actor)) {
      this.#steps += 1;
      this.#put(
        bucket.low[index] as number,
        bucket.middle[index] as number,
        bucket.high[index] as number,
        bucket.big === null ? 0n : (bucket.big[index] as bigint),
      );
    } else {
      this.#missed.push(index, actor);
    }
    slots.undo(0);
  }

  #load(bucket: Bucket, index: number): void {
    this.#machine.slots.load(bucket.rows, index * this.#width, this.#width, bucket.hashes[index] as number);
  }

  /** Adds ways to the machine's state. */
  #put(low: number, middle: number, high: number, big: bigint): void {
    const { layout, slots, lists } = this.#machine;
    const { row } = slots;
    const { depths } = this.#histories;
    let ended = 0;
    let alive = 0;
    let rank = 0;
    for (const { slot } of layout.tasks) {
      const node = row[slot] as number;
      if (node < 0) ended += 1;
      else if (node > 0) {
        alive += 1;
        rank += 2 * (depths[node] as number);
      }
    }
    if (alive > this.#aliveTogether + 1) this.#aliveTogether = alive - 1;
    for (const { slot } of layout.buffers) {
      const items = row[slot] as number;
      if (items !== 0) rank -= lists.items(items).length;
    }
    this.#ranks[ended] ??= [];
    const ranks = this.#ranks[ended] as (Bucket | undefined)[];
    let bucket = ranks[rank];
    if (bucket === undefined) {
      bucket = this.#spare.pop() ?? new Bucket(this.#width, this.#big);
      ranks[rank] = bucket;
    }
    const before = bucket.count;
    bucket.add(row, slots.hash, low, middle, high, big);
    this.#held += bucket.count - before;
    if (this.#held > this.#peak) this.#peak = this.#held;
  }

  #look(): void {
    const { maxStates, maxMs, monotonicMs, onProgress } = this.#budget;
    if (this.#states > maxStates || monotonicMs() - this.#begin > maxMs) throw new BudgetReached();
    let interleavings = 0n;
    for (const count of this.#counts.values()) interleavings += count;
    onProgress?.({ states: this.#states, interleavings });
  }
}
