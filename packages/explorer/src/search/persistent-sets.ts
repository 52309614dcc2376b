/**
 * Persistent sets (Godefroid 1996, ch. 4; Overman's and stubborn sets, Valmari 1991), with what processes may still do
 * learned from their histories. In a state a set T of processes suffices when nothing that the others may ever do
 * before T moves can depend on a pending operation of T. Every final state and every deadlock is still reached, since
 * the graph of states has no cycles; interleavings are no longer all counted.
 *
 * What a process may do is read from the trie of its histories, which is whole only when a round adds nothing to it: so
 * a search is repeated until then (`reducedSweep`). Others are not followed past what cannot happen before T moves: the
 * taking of a lock that is held by a process of T and that nobody else can release; the join of a process of T, where
 * no program text sends signals.
 */
import type { Histories } from '../program/histories.ts';
import { type Actor, actorIndex, actorKind, DEATH, FLUSH, LOST } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import type { Pending } from '../world/model.ts';
import { type Reduction, type SweepOptions, type Swept, sweep } from './sweep.ts';
import { Symmetry } from './symmetry.ts';
import { type Conflict, conflict, type Touch, touchOf, touchOfFlush } from './touches.ts';

/** Someone who can move on its own: a task, or the feeder of a buffer. */
interface Mover {
  readonly actors: Actor[];
  readonly task: number;
  /** Trie node; 0 for a feeder. */
  readonly node: number;
  readonly touch: Touch;
  readonly touchNumber: number;
}

/** Sweeps with persistent sets, like children as one, until what is known of the program no longer grows. Throws as `sweep` does. */
export async function reducedSweep(
  options: SweepOptions,
  conflicts: Conflict = conflict,
): Promise<Swept & { readonly rounds: number }> {
  for (let rounds = 1; ; rounds++) {
    const before = options.histories.size;
    const sets = new PersistentSets(options.histories, conflicts);
    const symmetry = new Symmetry(options.histories);
    const reduction: Reduction = {
      begin: () => sets.begin(),
      select: (machine, actors, count) => sets.select(machine, actors, count),
      normalize: (machine) => symmetry.normalize(machine),
    };
    const swept = await sweep({ ...options, reduction });
    if (options.histories.size === before) return { ...swept, rounds };
  }
}

const joinGate = (task: number): number => -1 - task;

export class PersistentSets {
  readonly #histories: Histories;
  readonly #conflicts: Conflict;
  /** Different touches, numbered; `#hits` has a bit for each that conflicts. */
  readonly #touches: Touch[] = [];
  readonly #numbers = new Map<string, number>();
  #hits: (bigint | undefined)[] = [];
  #futures = new Map<string, bigint>();
  #known = 0;
  /** Whether any process may send a signal. */
  #signals = false;

  constructor(histories: Histories, conflicts: Conflict) {
    this.#histories = histories;
    this.#conflicts = conflicts;
  }

  begin(): void {
    this.#forget();
  }

  select(machine: Machine, actors: Actor[], count: number): number {
    if (this.#histories.size !== this.#known) this.#forget();
    const chosen = actors.slice(0, count);
    // A signal can end a process at any of its operations: nothing is left out then.
    if (chosen.some((actor) => actorKind(actor) === DEATH || actorKind(actor) === LOST)) return count;
    const movers = this.#movers(machine, chosen);
    let best: readonly Mover[] | null = null;
    let bestCount = count;
    for (const first of movers) {
      if (first.actors.length === 0) continue;
      const set = this.#close(machine, movers, first);
      const size = set.reduce((sum, mover) => sum + mover.actors.length, 0);
      if (size < bestCount) {
        best = set;
        bestCount = size;
      }
      if (bestCount === 1) break;
    }
    if (best === null) return count;
    let at = 0;
    for (const actor of chosen) if (best.some((mover) => mover.actors.includes(actor))) actors[at++] = actor;
    return at;
  }

  #forget(): void {
    this.#known = this.#histories.size;
    this.#signals = this.#histories.pendings.some((pending) => pending?.kind === 'terminate');
    this.#futures = new Map();
    this.#hits = [];
  }

  #movers(machine: Machine, actors: readonly Actor[]): Mover[] {
    const movers: Mover[] = [];
    for (const { number } of machine.layout.tasks) {
      const node = machine.nodeOf(number);
      if (node <= 0) continue;
      const own = actors.filter((actor) => actorKind(actor) !== FLUSH && actorIndex(actor) === number);
      const touch = touchOf(machine, number, machine.pendingAt(node));
      // Once it goes on, it has the reply of its last call.
      const whole = machine.hasCalled(number) ? { ...touch, reads: ['managers', ...touch.reads] } : touch;
      movers.push(this.#mover(own, number, node, whole));
    }
    for (const buffer of machine.layout.buffers) {
      if (machine.slots.get(buffer.slot) === 0) continue;
      const own = actors.filter((actor) => actorKind(actor) === FLUSH && actorIndex(actor) === buffer.number);
      movers.push(this.#mover(own, buffer.task, 0, touchOfFlush(buffer.task, buffer.queueSlot)));
    }
    return movers;
  }

  #mover(actors: Actor[], task: number, node: number, touch: Touch): Mover {
    return { actors, task, node, touch, touchNumber: this.#number(touch) };
  }

  /** The smallest set with `first` that nothing outside can interfere with. */
  #close(machine: Machine, movers: readonly Mover[], first: Mover): readonly Mover[] {
    const set = [first];
    let outside = movers.filter((mover) => mover !== first);
    for (;;) {
      const gates = [...this.#joinsOf(set), ...this.#locksOf(machine, set, outside)];
      // Futures first: they may number touches that were not met before.
      const futures = outside.map((mover) => this.#futureOf(machine, mover, gates));
      const hits = set.reduce((all, mover) => all | this.#hitsOf(mover.touchNumber), 0n);
      const interfering = outside.find((_, index) => ((futures[index] as bigint) & hits) !== 0n);
      if (interfering === undefined) return set;
      set.push(interfering);
      outside = outside.filter((mover) => mover !== interfering);
    }
  }

  /** Gates of the joins of the set's processes, which cannot end before they move. Below 0: name slots are above. */
  #joinsOf(set: readonly Mover[]): number[] {
    if (this.#signals) return [];
    return set.flatMap(({ node, task }) => (node === 0 ? [] : [joinGate(task)])).sort((a, b) => a - b);
  }

  /** Name slots of locks that a process of the set holds, and that no outsider can release. */
  #locksOf(machine: Machine, set: readonly Mover[], outside: readonly Mover[]): number[] {
    const held: number[] = [];
    for (const object of machine.layout.objects) {
      if (object.spec.kind !== 'lock' && object.spec.kind !== 'rlock') continue;
      const nameSlot = machine.layout.nameSlot(object.name);
      if (machine.slots.get(nameSlot) !== object.number + 1) continue;
      const owner = machine.slots.get(object.slot) - 1;
      if (owner < 0 || !set.some((mover) => mover.node !== 0 && mover.task === owner)) continue;
      const releases = (mover: Mover): boolean => mover.node !== 0 && this.#releases(mover.node, nameSlot, new Set());
      if (object.spec.kind === 'rlock' || !outside.some(releases)) held.push(nameSlot);
    }
    return held.sort((a, b) => a - b);
  }

  /** Whether a process may release a plain lock that it has not taken itself before. */
  #releases(node: number, nameSlot: number, seen: Set<number>): boolean {
    if (seen.has(node)) return false;
    seen.add(node);
    const pending = this.#histories.pendings[node] as Pending;
    if (pending.kind === 'release' && pending.nameSlot === nameSlot) return true;
    if (pending.kind === 'acquire' && pending.block && !pending.timed && pending.nameSlot === nameSlot) return false;
    return this.#after(node, 0).some((next) => this.#releases(next.node, nameSlot, seen));
  }

  /** Nodes that follow a node: of the same process, and of a child that it starts, with who gets there. */
  #after(node: number, task: number): { readonly node: number; readonly task: number }[] {
    const histories = this.#histories;
    const next = histories.edgesOf(node).map((edge) => ({ node: histories.target(edge), task }));
    const child = histories.childNode(node);
    return child === 0 ? next : [...next, { node: child, task: (histories.pendings[node] as Pending).task }];
  }

  #futureOf(machine: Machine, mover: Mover, gates: readonly number[]): bigint {
    if (mover.node === 0) return 1n << BigInt(mover.touchNumber);
    return this.#future(machine, mover.node, mover.task, gates, gates.join());
  }

  /** Touches of all that may be done from a node on, up to what cannot pass one of the gates. */
  #future(machine: Machine, node: number, task: number, gates: readonly number[], gateKey: string): bigint {
    const key = `${node}|${task}|${gateKey}`;
    const known = this.#futures.get(key);
    if (known !== undefined) return known;
    this.#futures.set(key, 0n);
    const pending = this.#histories.pendings[node] as Pending;
    let future = 0n;
    if (!this.#waitsAt(machine, pending, gates)) {
      future = 1n << BigInt(this.#number(touchOf(machine, task, pending)));
      if (pending.kind === 'put') future |= 1n << BigInt(this.#number(touchOfFlush(task, pending.nameSlot)));
      for (const next of this.#after(node, task)) {
        future |= this.#future(machine, next.node, next.task, gates, gateKey);
      }
    }
    this.#futures.set(key, future);
    return future;
  }

  /** Whether it can't go on while a lock of the gates is held by somebody else, or a process of them lives. */
  #waitsAt(machine: Machine, pending: Pending, gates: readonly number[]): boolean {
    if (gates.length === 0) return false;
    if (pending.kind === 'join') return pending.block && !pending.timed && gates.includes(joinGate(pending.task));
    if (pending.kind === 'acquire') return pending.block && !pending.timed && gates.includes(pending.nameSlot);
    if ((pending.kind === 'read' || pending.kind === 'write') && pending.b === 0) {
      const number = machine.slots.get(pending.nameSlot);
      const lockSlot = number === 0 ? 0 : (machine.layout.objects[number - 1]?.lockSlot ?? 0);
      return lockSlot !== 0 && gates.includes(lockSlot);
    }
    return false;
  }

  #number(touch: Touch): number {
    const key = JSON.stringify(touch);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#touches.length;
    this.#touches.push(touch);
    this.#numbers.set(key, number);
    this.#hits = [];
    return number;
  }

  /** Bits of the touches that conflict with one. */
  #hitsOf(number: number): bigint {
    let hits = this.#hits[number];
    if (hits === undefined) {
      hits = 0n;
      const touch = this.#touches[number] as Touch;
      for (let other = 0; other < this.#touches.length; other++) {
        if (this.#conflicts(touch, this.#touches[other] as Touch)) hits |= 1n << BigInt(other);
      }
      this.#hits[number] = hits;
    }
    return hits;
  }
}
