/**
 * The mutable state of a program under exploration: the world's slots, and where in its history each process is. A step
 * lets one actor do its next thing and can be undone. Nothing here chooses an order.
 */
import type { Datum, Operation, Raised, Response, ResponseValue } from '@lockstep/protocol';
import { Interner, Lists } from '../program/interner.ts';
import { ProgramFault } from '../program/source.ts';
import { type Actor, actorIndex, actorKind, actorOf, DEATH, EXPIRE, FLUSH, LOST, STEP, STRAND } from './actor.ts';
import type { Arrival, HistoryView } from './history-view.ts';
import { managerOf, serverIsDown } from './managed.ts';
import { always, type Exit, type Pending, type World } from './model.ts';
import { MODELS, type Models } from './models.ts';
import { Layout, LEFT_SLOT, RESULT_SLOT, type Task, TOGETHER_SLOT, type WorldObject } from './objects.ts';
import { dropEnd } from './pipes.ts';
import { die } from './processes.ts';
import { canFlush, flush, mayStrand, readsQueue, replaceBuffered, strand } from './queues.ts';
import { Slots } from './slots.ts';

export type Result = Extract<Operation, { kind: 'result' }>['result'];
export class Machine implements World {
  readonly layout = new Layout();
  readonly slots = new Slots();
  readonly lists = new Lists();
  readonly data = new Interner<Datum>((datum) => datum.data);
  readonly responses = new Interner<Response>((response) => JSON.stringify(response));
  readonly results = new Interner<Result>((result) => JSON.stringify(result));
  readonly exits = new Interner<Exit>((exit) => JSON.stringify(exit));
  readonly NULL = this.value(null);
  readonly TRUE = this.value(true);
  readonly FALSE = this.value(false);
  readonly #datumResponses: number[] = [];
  readonly #cellResponses: number[] = [];
  readonly #itemBytes: number[] = [];
  readonly #listBytes: number[] = [0];
  readonly #memo = new Map<number, Map<number, number>>();
  #histories: HistoryView | null = null;
  #pendings: readonly Pending[] = [];

  /** Whether states tell how many children were alive together so far, and when the call returned. */
  watching = false;

  /** `models`: what each kind of operation does; tests put faults there. */
  readonly models: Models;

  constructor(models: Models = MODELS) {
    this.models = models;
    this.data.number({ data: '' });
  }

  // What models use.

  value(value: ResponseValue): number {
    return this.responses.number({ kind: 'value', value });
  }

  truth(value: boolean): number {
    return value ? this.TRUE : this.FALSE;
  }

  raise(type: Raised, message: string): number {
    return this.responses.number({ kind: 'raise', type, message });
  }

  /** The response that is one datum. */
  datum(datum: number): number {
    let response = this.#datumResponses[datum];
    if (response === undefined) {
      response = this.value(this.data.value(datum).data);
      this.#datumResponses[datum] = response;
    }
    return response;
  }

  /** The response that is a list of one datum. */
  oneDatum(datum: number): number {
    let response = this.#cellResponses[datum];
    if (response === undefined) {
      response = this.value([this.data.value(datum).data]);
      this.#cellResponses[datum] = response;
    }
    return response;
  }

  someData(data: readonly number[]): number {
    return this.value(data.map((datum) => this.data.value(datum).data));
  }

  object(pending: Pending): WorldObject {
    return this.objectAt(pending.nameSlot);
  }

  /** The object that a name stands for now. A program that names what does not exist is faulty or hostile. */
  objectAt(nameSlot: number): WorldObject {
    const number = this.slots.get(nameSlot);
    if (number === 0) throw new ProgramFault('garbage', 'an operation names an object that does not exist');
    return this.layout.objects[number - 1] as WorldObject;
  }

  nodeOf(task: number): number {
    return this.slots.get((this.layout.tasks[task] as Task).slot);
  }

  bytes(item: number): number {
    return this.#itemBytes[item] ?? 0;
  }

  bytesOf(list: number): number {
    let sum = this.#listBytes[list];
    if (sum === undefined) {
      sum = this.bytes(this.lists.first(list)) + this.bytesOf(this.lists.tail(list));
      this.#listBytes[list] = sum;
    }
    return sum;
  }

  /** Whether another living task waits to do what `predicate` tells. */
  othersPending(task: number, predicate: (pending: Pending) => boolean): boolean {
    for (const other of this.layout.tasks) {
      if (other.number === task) continue;
      const node = this.slots.get(other.slot);
      if (node > 0 && predicate(this.pendingAt(node))) return true;
    }
    return false;
  }

  someoneReads(queue: WorldObject): boolean {
    const nameSlot = this.layout.nameSlot(queue.name);
    return this.othersPending(-1, (pending) => readsQueue(pending, nameSlot));
  }

  /** `compute()`, once for each pair of numbers. */
  memo(first: number, second: number, compute: () => number): number {
    let row = this.#memo.get(first);
    if (row === undefined) {
      row = new Map();
      this.#memo.set(first, row);
    }
    let value = row.get(second);
    if (value === undefined) {
      value = compute();
      row.set(second, value);
    }
    return value;
  }

  // What histories use.

  /** An item's number; `bytes` is what it takes in a pipe. */
  item(datum: Datum, bytes: number): number {
    const number = this.data.number(datum);
    this.#itemBytes[number] = Math.max(this.#itemBytes[number] ?? 0, bytes);
    return number;
  }

  connect(histories: HistoryView): void {
    this.#histories = histories;
    this.#pendings = histories.pendings;
  }

  // What searches use.

  get histories(): HistoryView {
    if (this.#histories === null) throw new Error('the machine has no histories');
    return this.#histories;
  }

  pendingAt(node: number): Pending {
    return this.#pendings[node] as Pending;
  }

  /** Enters the first state. False when the main process's first operation is not known yet. */
  begin(): boolean {
    this.slots.clear();
    const edge = this.histories.root();
    if (edge === 0) return false;
    this.#arrive(0, edge);
    this.slots.logged = 0;
    return true;
  }

  /** Fills `out` with the actors that can go on, and returns how many. None: the end, or a deadlock. */
  actors(out: Actor[]): number {
    const { tasks, buffers, hasManaged } = this.layout;
    const { row } = this.slots;
    const pendings = this.#pendings;
    let count = 0;
    for (let task = 0; task < tasks.length; task++) {
      const { slot } = tasks[task] as Task;
      const node = row[slot] as number;
      if (node <= 0) continue;
      const pending = pendings[node] as Pending;
      const { model } = pending;
      if (hasManaged && serverIsDown(this, pending)) {
        out[count++] = task;
      } else if (model.enabled === always || model.enabled(this, task, pending)) {
        out[count++] = task;
        if (model.refusable?.(this, task, pending)) out[count++] = actorOf(EXPIRE, task);
      } else if (pending.timed) {
        out[count++] = actorOf(EXPIRE, task);
      }
      if (row[slot + 1] !== 0) {
        out[count++] = actorOf(DEATH, task);
        if (mayStrand(this, pending)) out[count++] = actorOf(STRAND, task);
      }
      if (hasManaged && pending.kind === 'manager-shutdown') {
        for (const victim of this.#losers(task, pending)) out[count++] = actorOf(LOST, victim);
      }
    }
    for (let number = 0; number < buffers.length; number++) {
      const buffer = buffers[number] as (typeof buffers)[number];
      if (row[buffer.slot] !== 0 && canFlush(this, buffer)) out[count++] = actorOf(FLUSH, number);
    }
    return count;
  }

  /**
   * Lets an actor that can go on do so. False when a process's next operation is not known yet: it is asked for then,
   * and what was changed must be undone.
   */
  step(actor: Actor): boolean {
    const index = actorIndex(actor);
    switch (actorKind(actor)) {
      case FLUSH:
        flush(this, this.layout.buffers[index] as (typeof this.layout.buffers)[number]);
        return true;
      case STRAND:
        strand(this, this.pendingAt(this.nodeOf(index)));
        die(this, index);
        return true;
      case DEATH:
        die(this, index);
        return true;
      case LOST:
        return this.#shutDownOn(index);
      default:
        return this.#advance(index, actorKind(actor));
    }
  }

  /** The response that a step would give to its task; NULL for actors that are no task. Changes nothing. */
  responseOf(actor: Actor): number {
    const kind = actorKind(actor);
    if (kind !== STEP && kind !== EXPIRE) return this.NULL;
    const { logged } = this.slots;
    const task = actorIndex(actor);
    const pending = this.pendingAt(this.nodeOf(task));
    const response = kind === EXPIRE ? this.#expire(task, pending) : this.#apply(task, pending);
    this.slots.undo(logged);
    return response;
  }

  /** The task that shuts down the manager whose reply another one loses. */
  shutterOf(victim: number): number {
    const found = this.layout.tasks.find(({ number, slot }) => {
      const node = this.slots.get(slot);
      if (node <= 0 || number === victim) return false;
      const pending = this.pendingAt(node);
      return pending.kind === 'manager-shutdown' && this.#losers(number, pending).includes(victim);
    });
    if (found === undefined) throw new Error('nobody shuts down the manager');
    return found.number;
  }

  /** What a caller gets in place of its reply. */
  get lost(): number {
    return this.raise('EOFError', '');
  }

  /** Whether the last that a task did was a call of a manager's process. */
  hasCalled(task: number): boolean {
    return this.slots.get((this.layout.tasks[task] as Task).slot + 2) !== 0;
  }

  /** Tasks that may not have the reply of a manager yet. */
  #losers(shutter: number, shutdown: Pending): number[] {
    const losers: number[] = [];
    for (const { number, slot } of this.layout.tasks) {
      const called = number === shutter || this.slots.get(slot) <= 0 ? 0 : this.slots.get(slot + 2);
      if (called !== 0 && managerOf(this, this.pendingAt(called)) === shutdown.nameSlot) losers.push(number);
    }
    return losers;
  }

  #shutDownOn(victim: number): boolean {
    const { slot } = this.layout.tasks[victim] as Task;
    const called = this.slots.get(slot + 2);
    const edge = this.histories.follow(called, this.lost);
    if (!this.#advance(this.shutterOf(victim), STEP) || edge === 0) return false;
    this.slots.set(slot + 2, 0);
    this.#arrive(victim, edge);
    return true;
  }

  /** Whether every process that was started has ended. */
  get allEnded(): boolean {
    for (const { slot } of this.layout.tasks) if (this.slots.get(slot) > 0) return false;
    return true;
  }

  /** Child processes that have begun and not ended. */
  aliveChildren(): number {
    let alive = 0;
    for (const { slot, parent } of this.layout.tasks) if (parent !== null && this.slots.get(slot) > 0) alive += 1;
    return alive;
  }

  /** In a state at the end of the call, where somebody watches; `left` is null when it did not return. */
  get watched(): { readonly together: number; readonly left: number | null } {
    const left = this.slots.get(LEFT_SLOT);
    return { together: this.slots.get(TOGETHER_SLOT), left: left === 0 ? null : left - 1 };
  }

  /** What the entry's call gave; null before. */
  get result(): Result | null {
    const number = this.slots.get(RESULT_SLOT);
    return number === 0 ? null : this.results.value(number - 1);
  }

  #advance(task: number, kind: number): boolean {
    const { slots, histories } = this;
    const { slot } = this.layout.tasks[task] as Task;
    const node = slots.get(slot);
    const pending = this.pendingAt(node);
    if (pending.kind === 'exit') {
      pending.model.apply(this, task, pending);
      return true;
    }
    const expires = kind === EXPIRE;
    const response = expires ? this.#expire(task, pending) : this.#apply(task, pending);
    const edge = histories.follow(node, response);
    if (pending.kind === 'start') {
      const child = histories.child(node);
      if (edge === 0 || child === 0) return false;
      this.#arrive(pending.task, child);
    } else if (edge === 0) {
      return false;
    }
    if (this.layout.hasManaged) this.#noteCall(slot, pending, node);
    if (this.watching) this.#watch(pending);
    this.#arrive(task, edge);
    return true;
  }

  /** After an operation of the task with this slot, at this node. */
  #noteCall(slot: number, pending: Pending, node: number): void {
    const called = managerOf(this, pending) !== 0 && !serverIsDown(this, pending) ? node : 0;
    if (this.slots.get(slot + 2) !== called) this.slots.set(slot + 2, called);
  }

  #watch({ kind }: Pending): void {
    const { slots } = this;
    if (kind === 'start') slots.set(TOGETHER_SLOT, Math.max(slots.get(TOGETHER_SLOT), this.aliveChildren()));
    else if (kind === 'result') slots.set(LEFT_SLOT, this.aliveChildren() + 1);
  }

  #apply(task: number, pending: Pending): number {
    if (this.layout.hasManaged && serverIsDown(this, pending)) {
      return this.raise('ConnectionRefusedError', '[Errno 111] Connection refused');
    }
    return pending.model.apply(this, task, pending);
  }

  #expire(task: number, pending: Pending): number {
    const { expire } = pending.model;
    if (expire === undefined) throw new ProgramFault('garbage', `a ${pending.kind} has no timeout`);
    return expire(this, task, pending);
  }

  #arrive(task: number, edge: number): void {
    const { slots } = this;
    slots.ensure(this.layout.width);
    slots.set((this.layout.tasks[task] as Task).slot, this.histories.target(edge));
    const arrival = this.histories.arrivals[edge] as Arrival | null;
    if (arrival === null) return;
    for (const object of arrival.creations) {
      slots.set(this.layout.nameSlot(object.name), object.number + 1);
      for (let index = 0; index < object.initial.length; index++) {
        slots.set(object.slot + index, object.initial[index] as number);
      }
      if (object.spec.kind === 'pipe') {
        slots.set(object.slot + 2, 1 << task);
        slots.set(object.slot + 3, 1 << task);
      }
    }
    for (const { object, datum } of arrival.blobs) slots.set(object.slot, datum);
    for (const { nameSlot, end } of arrival.closed) dropEnd(this, this.objectAt(nameSlot), end, task);
    for (const { buffer, index, item } of arrival.buffered) {
      replaceBuffered(this, this.layout.buffers[buffer] as (typeof this.layout.buffers)[number], index, item);
    }
  }
}
