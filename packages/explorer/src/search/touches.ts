/**
 * Which parts of the world an operation depends on and changes: what decides whether two operations of different
 * processes may be swapped. Coarse on purpose: it may name too much, never too little.
 */
import type { Waitable } from '@lockstep/protocol';
import type { Machine } from '../world/machine.ts';
import type { Pending } from '../world/model.ts';

export interface Touch {
  /** Parts that it only looks at. */
  readonly reads: readonly string[];
  /** Parts that it may change. */
  readonly writes: readonly string[];
}

/** Whether operations of different processes may depend on each other's order, or enable or disable one another. */
export type Conflict = (a: Touch, b: Touch) => boolean;

export const conflict: Conflict = (a, b) =>
  a.writes.some((part) => b.writes.includes(part) || b.reads.includes(part)) ||
  a.reads.some((part) => b.writes.includes(part));

/**
 * Every pipe: who has an end open changes when processes begin and end. Nothing while there is none: one that is made
 * later makes what is known of the program grow, after which the reduction begins anew.
 */
const pipesOf = (machine: Machine): readonly string[] => (machine.layout.pipeSlots.length === 0 ? [] : ['pipes']);
const touch = (reads: readonly string[], writes: readonly string[]): Touch => ({ reads, writes });

/** `task`: who does it. */
export function touchOf(machine: Machine, task: number, pending: Pending): Touch {
  const own = ownTouch(machine, task, pending);
  if (!machine.layout.hasManaged || pending.nameSlot === 0) return own;
  // What lives in a manager's process depends on whether that goes on.
  return touch(['managers', ...own.reads], own.writes);
}

function ownTouch(machine: Machine, task: number, pending: Pending): Touch {
  const { operation } = pending;
  const object = `object ${pending.nameSlot}`;
  const process = (number: number): string => `process ${number}`;
  const pipes = pipesOf(machine);
  const own = (machine.layout.tasks[task]?.buffers.length ?? 0) === 0 ? [] : [buffersOf(task)];
  switch (operation.kind) {
    case 'read':
      return touch([object, ...locksOf(machine, pending)], []);
    case 'write':
      return touch(locksOf(machine, pending), [object]);
    case 'semaphore-value':
    case 'event-is-set':
    case 'barrier-state':
    case 'queue-empty':
    case 'queue-full':
    case 'queue-size':
      return touch([object], []);
    case 'condition-wait':
    case 'condition-woken':
    case 'notify':
    case 'notify-settled':
      return touch([], [object, ...locksOf(machine, pending)]);
    case 'join-feeder':
    case 'cancel-join':
      return touch([], [object, buffersOf(task)]);
    case 'put':
      return touch([], [object, buffersOf(task)]);
    case 'send':
    case 'receive':
    case 'close-end':
      return touch([], [object, ...pipes]);
    case 'poll':
      return touch([object, ...pipes], []);
    case 'wait-ready': {
      const parts = operation.of.map((one) => partOf(machine, one));
      return touch([...parts, ...pipes], []);
    }
    case 'lend':
      return operation.reads ? touch([object], []) : touch([], [object]);
    case 'manager-shutdown':
      return touch([], ['managers']);
    case 'memory-create':
    case 'memory-unlink':
    case 'memory-write':
      return touch([], [`block ${pending.a}`]);
    case 'memory-attach':
    case 'memory-read':
      return touch([`block ${pending.a}`], []);
    case 'start':
      return touch([], [process(pending.task), ...pipes]);
    case 'join':
    case 'alive':
    case 'exit-code':
      return touch([process(pending.task)], []);
    case 'terminate':
      return touch([], [process(pending.task)]);
    case 'exit':
    case 'abandon':
      return touch([], [process(task), ...own, ...pipes]);
    case 'result':
      return touch([], ['result']);
    case 'pause':
    case 'not-modelled':
      return touch([], []);
    default:
      return touch([], [object]);
  }
}

function partOf(machine: Machine, waitable: Waitable): string {
  switch (waitable.kind) {
    case 'process':
      return `process ${machine.layout.task(waitable.process).number}`;
    case 'pipe':
      return `object ${machine.layout.nameSlot(waitable.pipe)}`;
    case 'queue':
      return `object ${machine.layout.nameSlot(waitable.queue)}`;
  }
}

/** The feeder of one process: its buffers, and a queue. */
export function touchOfFlush(task: number, queueSlot: number): Touch {
  return touch([], [buffersOf(task), `object ${queueSlot}`]);
}

const buffersOf = (task: number): string => `buffers ${task}`;

/** The locks of an object that has one, in any history. */
function locksOf(machine: Machine, pending: Pending): string[] {
  const found = new Set<string>();
  for (const object of machine.layout.objects) {
    if (machine.layout.nameSlot(object.name) === pending.nameSlot && object.lockSlot !== 0) {
      found.add(`object ${object.lockSlot}`);
    }
  }
  return [...found];
}
