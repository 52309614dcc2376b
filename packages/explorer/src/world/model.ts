/**
 * What a model of one kind of operation is: when it can go on, and what it does. A model is pure but for the slots that
 * it sets through the machine, which can be undone. One file per primitive.
 */
import type { Operation, OperationKind } from '@lockstep/protocol';
import type { Machine } from './machine.ts';

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
  enabled(machine: Machine, task: number, pending: Pending): boolean;
  /** Does it. Must be enabled. Returns the response's number. */
  apply(machine: Machine, task: number, pending: Pending): number;
  /** Its timeout expires, or a non-blocking one is refused although it could go on. Returns the response's number. */
  readonly expire?: (machine: Machine, task: number, pending: Pending) => number;
  /** Whether it may be refused although it could go on. Default: never. */
  readonly refusable?: (machine: Machine, task: number, pending: Pending) => boolean;
}

export const always = (): boolean => true;
