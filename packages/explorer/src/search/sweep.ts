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
import type { Actor } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import { OTHER_SLOT, type SlotKind, TASK_SLOT } from '../world/objects.ts';
import { MAX_SLOTS } from '../world/slots.ts';
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
  /** Puts another state of the same rank in place of the machine's, which stands for both. */
  normalize(machine: Machine): void;
}

export interface SweepOptions {
  readonly machine: Machine;
  readonly histories: Histories;
  readonly outcomes: Outcomes;
  readonly budget: Budget;
  readonly reduction?: Reduction;
}

/** Throws BudgetReached; rejects as the program's source does. */
export async function sweep(options: SweepOptions): Promise<Swept> {
  let big = false;
  for (;;) {
    options.reduction?.begin();
    try {
      return await new Sweep(options, big).run();
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
  /** Slots that changed in any step so far: what is kept of a state. */
  readonly #columns: number[] = [];
  readonly #isColumn = new Uint8Array(MAX_SLOTS);
  readonly #ranks: (Bucket | undefined)[][] = [];
  readonly #spare: Bucket[] = [];
  readonly #counts = new Map<number, bigint>();
  readonly #actors: Actor[] = [];
  /** States and actors whose next operation is not known yet. */
  readonly #missed: number[] = [];
  readonly #begin: number;
  /** Of the states that are being expanded. */
  #ended = 0;
  #rank = 0;
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
    this.#begin = budget.monotonicMs();
  }

  async run(): Promise<Swept> {
    const machine = this.#machine;
    while (!machine.begin()) await this.#histories.resolve();
    const first = this.#place();
    this.#bucket(first.ended, first.rank).addFirst(machine.slots);
    this.#held = 1;
    for (let ended = 0; ended < this.#ranks.length; ended++) {
      const ranks = this.#ranks[ended];
      for (let rank = 0; rank < (ranks?.length ?? 0); rank++) {
        const bucket = ranks?.[rank];
        if (bucket === undefined) continue;
        this.#ended = ended;
        this.#rank = rank;
        await this.#expand(bucket);
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

  /** All steps out of the states of one rank. */
  async #expand(bucket: Bucket): Promise<void> {
    const machine = this.#machine;
    const actors = this.#actors;
    const { slots } = machine;
    for (let index = 0; index < bucket.count; index++) {
      this.#states += 1;
      if (this.#states % LOOK_EVERY === 0) this.#look();
      bucket.load(index, slots);
      let count = machine.actors(actors);
      if (count === 0) {
        const outcome = this.#outcomes.here();
        this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0n) + bucket.ways(index));
        continue;
      }
      if (this.#reduction !== null && count > 1) count = this.#reduction.select(machine, actors, count);
      for (let which = 0; which < count; which++) this.#step(bucket, index, actors[which] as Actor);
    }
    while (this.#missed.length > 0) {
      await this.#histories.resolve();
      if (this.#histories.polls) throw new ProgramPolls();
      if (this.#budget.mayGoOn?.() === false) throw new BudgetReached();
      const again = this.#missed.splice(0);
      for (let at = 0; at < again.length; at += 2) {
        bucket.load(again[at] as number, slots);
        this.#step(bucket, again[at] as number, again[at + 1] as Actor);
      }
    }
  }

  /** From the loaded state, which is `bucket`'s `index`th. */
  #step(bucket: Bucket, index: number, actor: Actor): void {
    const { slots } = this.#machine;
    if (this.#machine.step(actor)) {
      this.#steps += 1;
      this.#reduction?.normalize(this.#machine);
      const target = this.#reached();
      const before = target.count;
      target.add(slots, bucket, index);
      if (target.count > before) {
        this.#held += 1;
        if (this.#held > this.#peak) this.#peak = this.#held;
      }
    } else {
      this.#missed.push(index, actor);
    }
    slots.undo(0);
  }

  /** The bucket of the machine's state: what the changes of the step make of the rank that is being expanded. */
  #reached(): Bucket {
    const { layout, slots } = this.#machine;
    let ended = this.#ended;
    let rank = this.#rank;
    for (let change = 0; change < slots.logged; change++) {
      const slot = slots.changedSlot(change);
      if (this.#isColumn[slot] === 0) this.#widen(slot, slots.valueBefore(change));
      const kind = layout.kinds[slot] as SlotKind;
      if (kind === OTHER_SLOT) continue;
      const before = slots.valueBefore(change);
      const after = slots.valueAfter(change);
      ended += endedBy(kind, after) - endedBy(kind, before);
      rank += this.#rankBy(kind, after) - this.#rankBy(kind, before);
      if (kind === TASK_SLOT && before === 0) this.#born();
    }
    return this.#bucket(ended, rank);
  }

  #born(): void {
    const alive = this.#machine.aliveChildren();
    if (alive > this.#aliveTogether) this.#aliveTogether = alive;
  }

  /** The same for a state as a whole. */
  #place(): { ended: number; rank: number } {
    const { layout, slots } = this.#machine;
    let ended = 0;
    let rank = 0;
    for (let slot = 0; slot < layout.width; slot++) {
      const kind = layout.kinds[slot] as SlotKind;
      if (kind === OTHER_SLOT) continue;
      ended += endedBy(kind, slots.get(slot));
      rank += this.#rankBy(kind, slots.get(slot));
    }
    return { ended, rank };
  }

  #rankBy(kind: SlotKind, value: number): number {
    if (kind === TASK_SLOT) return value > 0 ? 2 * (this.#histories.depths[value] as number) : 0;
    return value === 0 ? 0 : -this.#machine.lists.items(value).length;
  }

  #bucket(ended: number, rank: number): Bucket {
    this.#ranks[ended] ??= [];
    const ranks = this.#ranks[ended] as (Bucket | undefined)[];
    let bucket = ranks[rank];
    if (bucket === undefined) {
      // Neighbours are of like size.
      const like = ranks[rank - 1] ?? ranks[rank - 2];
      bucket = this.#spare.pop() ?? new Bucket(this.#columns, this.#big, like?.count ?? 0);
      ranks[rank] = bucket;
    }
    return bucket;
  }

  /** A slot changes for the first time. */
  #widen(slot: number, value: number): void {
    this.#isColumn[slot] = 1;
    this.#columns.push(slot);
    for (const bucket of this.#spare) bucket.widen(value);
    for (const ranks of this.#ranks) for (const bucket of ranks ?? []) bucket?.widen(value);
  }

  #look(): void {
    const { maxStates, maxMs, monotonicMs, onProgress } = this.#budget;
    if (this.#states > maxStates || monotonicMs() - this.#begin > maxMs) throw new BudgetReached();
    let interleavings = 0n;
    for (const count of this.#counts.values()) interleavings += count;
    onProgress?.({ states: this.#states, interleavings });
  }
}

function endedBy(kind: SlotKind, value: number): number {
  return kind === TASK_SLOT && value < 0 ? 1 : 0;
}
