/**
 * Symmetry (Emerson, Sistla 1996; Clarke, Jha, Enders, Filkorn 1996): of states that differ only in which of several like
 * children is where, one stands for all. Children are alike when they share one trie of histories. They may change places
 * while their parent does nothing but join them, one after the other, and nobody else looks at one of them or signals it.
 * Every outcome is still reached; interleavings are no longer all counted.
 */
import type { Histories } from '../program/histories.ts';
import type { Machine } from '../world/machine.ts';
import type { Pending } from '../world/model.ts';
import type { Task, WorldObject } from '../world/objects.ts';

export class Symmetry {
  readonly #histories: Histories;
  #known = -1;
  /** Tasks that are alike, at least two. */
  #groups: readonly (readonly number[])[] = [];
  /** For each node of a parent: whom it joins from there on, before it does anything else. */
  #joined = new Map<number, ReadonlySet<number>>();

  constructor(histories: Histories) {
    this.#histories = histories;
  }

  normalize(machine: Machine): void {
    if (this.#histories.size !== this.#known) this.#learn();
    for (const group of this.#groups) this.#sort(machine, group);
  }

  #learn(): void {
    this.#known = this.#histories.size;
    this.#joined = new Map();
    const members = new Map<number, number[]>();
    for (const [task, like] of this.#histories.likes) {
      members.set(like, [...(members.get(like) ?? [like]), task]);
    }
    const looked = this.#lookedAt();
    this.#groups = [...members.values()]
      .map((group) => group.filter((task) => !looked.has(task)).sort((a, b) => a - b))
      .filter((group) => group.length > 1);
  }

  /** Tasks that some process does more with than to start and join them. */
  #lookedAt(): Set<number> {
    const looked = new Set<number>();
    for (const pending of this.#histories.pendings) {
      if (pending === undefined) continue;
      const { operation } = pending;
      if (operation.kind === 'wait-ready') {
        // It may look at any process; which is a matter of names.
        for (const task of this.#histories.likes.keys()) looked.add(task);
      } else if (pending.task >= 0 && pending.kind !== 'start' && !plainJoin(pending)) {
        looked.add(pending.task);
      }
    }
    return looked;
  }

  #sort(machine: Machine, group: readonly number[]): void {
    const { tasks } = machine.layout;
    const { slots } = machine;
    const parent = (tasks[group[0] as number] as Task).parent as number;
    const at = machine.nodeOf(parent);
    if (at <= 0) return;
    const joined = this.#joinedFrom(at);
    const places = group.filter((task) => joined.has(task));
    const node = (task: number): number => slots.get((tasks[task] as Task).slot);
    const called = (task: number): number => slots.get((tasks[task] as Task).slot + 2);
    const compare = (a: number, b: number): number => node(a) - node(b) || called(a) - called(b);
    let sorted = true;
    for (let index = 1; index < places.length; index++) {
      if (compare(places[index - 1] as number, places[index] as number) > 0) sorted = false;
    }
    if (sorted) return;
    const order = [...places].sort((a, b) => compare(a, b) || a - b);
    const nodes = order.map(node);
    const calls = order.map(called);
    const moves = new Map(order.map((task, index) => [task, places[index] as number]));
    for (const [index, task] of places.entries()) {
      const { slot } = tasks[task] as Task;
      slots.set(slot, nodes[index] as number);
      if (slots.get(slot + 2) !== calls[index]) slots.set(slot + 2, calls[index] as number);
    }
    for (const object of machine.layout.objects) renameIn(machine, object, moves);
  }

  #joinedFrom(node: number): ReadonlySet<number> {
    const known = this.#joined.get(node);
    if (known !== undefined) return known;
    const histories = this.#histories;
    const joined = new Set<number>();
    for (let at = node; at !== 0; ) {
      const pending = histories.pendings[at] as Pending;
      if (!plainJoin(pending)) break;
      joined.add(pending.task);
      const edges = histories.edgesOf(at);
      at = edges.length === 1 ? histories.target(edges[0] as number) : 0;
    }
    this.#joined.set(node, joined);
    return joined;
  }
}

const plainJoin = (pending: Pending): boolean => pending.kind === 'join' && pending.block && !pending.timed;

/** The slots of an object that name tasks: who holds a lock; who sleeps at an event, who has an end of a pipe open. */
function renameIn(
  machine: Machine,
  { name, number, spec, slot }: WorldObject,
  moves: ReadonlyMap<number, number>,
): void {
  const { slots, layout } = machine;
  if (slots.get(layout.nameSlot(name)) !== number + 1) return;
  switch (spec.kind) {
    case 'lock':
    case 'rlock': {
      const to = moves.get(slots.get(slot) - 1);
      if (to !== undefined) slots.set(slot, to + 1);
      break;
    }
    case 'event':
      slots.set(slot + 1, renamed(slots.get(slot + 1), moves));
      break;
    case 'pipe':
      slots.set(slot + 2, renamed(slots.get(slot + 2), moves));
      slots.set(slot + 3, renamed(slots.get(slot + 3), moves));
      break;
    default:
      break;
  }
}

/** A set of tasks, as bits. */
function renamed(set: number, moves: ReadonlyMap<number, number>): number {
  let result = set;
  for (const from of moves.keys()) result &= ~(1 << from);
  for (const [from, to] of moves) if ((set & (1 << from)) !== 0) result |= 1 << to;
  return result;
}
