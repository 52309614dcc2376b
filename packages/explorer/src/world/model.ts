/**
 * What a model of one kind of operation is: when it can go on, and what it does. A model is pure but for the slots that
 * it sets through the machine, which can be undone. One file per primitive.
 */
import type { Datum, ExplorationFailure, Operation, OperationKind, Raised, ResponseValue } from '@lockstep/protocol';
import type { Interner, Lists } from '../program/interner.ts';
import type { Layout, WorldObject } from './objects.ts';
import type { Slots } from './slots.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number;
  readonly failure: ExplorationFailure | null;
}

/** The world as models see it: slots to read and set, numbers for responses. The machine is one. */
export interface World {
  readonly slots: Slots;
  readonly layout: Layout;
  readonly lists: Lists;
  readonly data: Interner<Datum>;
  readonly exits: Interner<Exit>;
  readonly NULL: number;
  readonly TRUE: number;
  readonly FALSE: number;
  value(value: ResponseValue): number;
  truth(value: boolean): number;
  raise(type: Raised, message: string): number;
  /** The response that is one datum. */
  datum(datum: number): number;
  /** The response that is a list of one datum. */
  oneDatum(datum: number): number;
  someData(data: readonly number[]): number;
  object(pending: Pending): WorldObject;
  /** The object that a name stands for now. A program that names what does not exist is faulty or hostile. */
  objectAt(nameSlot: number): WorldObject;
  nodeOf(task: number): number;
  /** What an item, and what all items of a list take in a pipe. */
  bytes(item: number): number;
  bytesOf(list: number): number;
  /** Whether another living task waits to do what `predicate` tells. */
  othersPending(task: number, predicate: (pending: Pending) => boolean): boolean;
  someoneReads(queue: WorldObject): boolean;
  /** `compute()`, once for each pair of numbers. */
  memo(first: number, second: number, compute: () => number): number;
}

/**
 * An announced operation, resolved: the same for every history that announces the same. Numbers that an operation does
 * not have are 0.
 */
export interface Pending {
  readonly number: number;
  readonly kind: OperationKind;
  readonly model: Model;
  readonly operation: Operation;
  /** Slot that tells which object its name stands for. */
  readonly nameSlot: number;
  /** The other process it is about, as a task's number; -1: none. */
  readonly task: number;
  readonly block: boolean;
  /** It has a finite timeout and waits. */
  readonly timed: boolean;
  /** What the kind needs: an index, a datum, a count. */
  readonly a: number;
  readonly b: number;
  /** Interned data that it carries. */
  readonly data: readonly number[];
  readonly line: number;
  readonly label: string | null;
}

export interface Model {
  /** Whether the operation of `task` can go on in the machine's state. */
  enabled(machine: World, task: number, pending: Pending): boolean;
  /** Does it. Must be enabled. Returns the response's number. */
  apply(machine: World, task: number, pending: Pending): number;
  /** Its timeout expires, or a non-blocking one is refused although it could go on. Returns the response's number. */
  readonly expire?: (machine: World, task: number, pending: Pending) => number;
  /** Whether it may be refused although it could go on. Default: never. */
  readonly refusable?: (machine: World, task: number, pending: Pending) => boolean;
}

export const always = (): boolean => true;
