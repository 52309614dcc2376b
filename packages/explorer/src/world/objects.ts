/**
 * Where each object, process and buffer lives in the row of slots. A name gets its slots when it is first met, in any
 * history, and keeps them. The same name may stand for different objects in different histories (made after another
 * branch): each is a record of its own, and the name's slot holds which one exists, 0 for none yet.
 */
import type { ObjectSpec } from '@lockstep/protocol';
import { Interner } from '../program/interner.ts';
import { ProgramFault } from '../program/source.ts';
import { MAX_SLOTS } from './slots.ts';

export interface WorldObject {
  readonly number: number;
  readonly name: string;
  readonly spec: ObjectSpec;
  /** First of its slots. */
  readonly slot: number;
  /** Slot that tells which object its lock's name stands for; 0 when it has no lock. */
  readonly lockSlot: number;
  /** Slot that tells which object its manager's name stands for; 0 when it lives in no manager's process. */
  readonly managerSlot: number;
  /** Values of its slots when it is made. */
  readonly initial: readonly number[];
}

/** The part of a process's buffer of one queue that no feeder has written yet. */
export interface Buffer {
  readonly number: number;
  readonly queue: string;
  readonly queueSlot: number;
  readonly task: number;
  /** List of items; then how many were ever put; then whether the process will not wait for it at its end. */
  readonly slot: number;
}

export interface Task {
  readonly number: number;
  readonly path: string;
  /**
   * Trie node while it lives, 0 before its start, negative when it has ended; then the signal that will end it; then the node
   * before, when what it did there was a call of a manager's process, whose reply may be lost.
   */
  readonly slot: number;
  readonly parent: number | null;
  /** Buffers that it ever had. */
  readonly buffers: Buffer[];
}

/** What counts for how far a program has come: where a task is, and what a buffer holds. */
export type SlotKind = typeof OTHER_SLOT | typeof TASK_SLOT | typeof BUFFER_SLOT;
export const OTHER_SLOT = 0;
export const TASK_SLOT = 1;
export const BUFFER_SLOT = 2;

/** Most processes of one exploration: sets of them are bits of one slot. */
export const MAX_TASKS = 30;
/** What the entry's call gave, as a number from 1; 0 before. */
export const RESULT_SLOT = 1;
/** Where somebody watches: most children that were alive together so far; those alive when the call returned, and one. */
export const TOGETHER_SLOT = 2;
export const LEFT_SLOT = 3;
const FIRST_FREE_SLOT = 4;

export class Layout {
  readonly tasks: Task[] = [];
  readonly objects: WorldObject[] = [];
  readonly buffers: Buffer[] = [];
  /** Slots of the names of pipes: what a new process inherits. */
  readonly pipeSlots: number[] = [];
  /** Whether any object lives in a manager's process. */
  hasManaged = false;
  /** By slot. */
  readonly kinds: SlotKind[] = new Array<SlotKind>(FIRST_FREE_SLOT).fill(OTHER_SLOT);
  #next = FIRST_FREE_SLOT;
  readonly #taskOf = new Map<string, Task>();
  readonly #nameSlots = new Map<string, number>();
  readonly #records = new Map<string, WorldObject>();
  readonly #places = new Map<string, number>();
  readonly #bufferOf = new Map<string, Buffer>();
  readonly #specs = new Interner<ObjectSpec>((spec) => JSON.stringify(spec));

  /** Slots in use. Grows while programs are explored. */
  get width(): number {
    return this.#next;
  }

  task(path: string): Task {
    const known = this.#taskOf.get(path);
    if (known !== undefined) return known;
    if (this.tasks.length === MAX_TASKS) {
      throw new ProgramFault('too-large', `more than ${MAX_TASKS} processes at the explored size`);
    }
    const dot = path.lastIndexOf('.');
    const parent = dot < 0 ? null : this.task(path.slice(0, dot)).number;
    const task: Task = { number: this.tasks.length, path, slot: this.take(3), parent, buffers: [] };
    this.tasks.push(task);
    this.kinds[task.slot] = TASK_SLOT;
    this.#taskOf.set(path, task);
    return task;
  }

  /** The slot that tells which object a name stands for. */
  nameSlot(name: string): number {
    let slot = this.#nameSlots.get(name);
    if (slot === undefined) {
      slot = this.take(1);
      this.#nameSlots.set(name, slot);
    }
    return slot;
  }

  /** The object of this name and spec. `initial` is what its slots hold when it is made. */
  object(name: string, spec: ObjectSpec, initial: readonly number[]): WorldObject {
    const key = `${name}|${this.#specs.number(spec)}`;
    const known = this.#records.get(key);
    if (known !== undefined) return known;
    const nameSlot = this.nameSlot(name);
    const place = `${name}|${spec.kind}|${initial.length}`;
    let slot = this.#places.get(place);
    if (slot === undefined) {
      slot = this.take(initial.length);
      this.#places.set(place, slot);
      if (spec.kind === 'pipe') this.pipeSlots.push(nameSlot);
    }
    const lock = spec.kind === 'condition' || spec.kind === 'cells' ? spec.lock : null;
    const manager = 'manager' in spec ? (spec.manager ?? null) : null;
    const object: WorldObject = {
      number: this.objects.length,
      name,
      spec,
      slot,
      lockSlot: lock === null ? 0 : this.nameSlot(lock),
      managerSlot: manager === null ? 0 : this.nameSlot(manager),
      initial,
    };
    this.objects.push(object);
    if (manager !== null) this.hasManaged = true;
    this.#records.set(key, object);
    return object;
  }

  buffer(queue: string, task: number): Buffer {
    const key = `${queue}|${task}`;
    const known = this.#bufferOf.get(key);
    if (known !== undefined) return known;
    const buffer: Buffer = {
      number: this.buffers.length,
      queue,
      queueSlot: this.nameSlot(queue),
      task,
      slot: this.take(3),
    };
    this.buffers.push(buffer);
    this.kinds[buffer.slot] = BUFFER_SLOT;
    (this.tasks[task] as Task).buffers.push(buffer);
    this.#bufferOf.set(key, buffer);
    return buffer;
  }

  /** Slots for something else, by a name of its own. */
  extra(name: string, count: number): number {
    let slot = this.#places.get(name);
    if (slot === undefined) {
      slot = this.take(count);
      this.#places.set(name, slot);
    }
    return slot;
  }

  private take(count: number): number {
    const slot = this.#next;
    this.#next += count;
    for (let more = 0; more < count; more++) this.kinds.push(OTHER_SLOT);
    if (this.#next > MAX_SLOTS) throw new ProgramFault('too-large', 'too many shared objects at the explored size');
    return slot;
  }
}
