/**
 * Queue, JoinableQueue, SimpleQueue as in CPython's multiprocessing/queues.py, and a manager's queue. With a feeder,
 * `put` appends to the process's own buffer; the feeder's flush is an actor of its own and makes the item visible. What
 * is larger than the pipe goes through while somebody reads.
 *
 * A getter holds the queue's read lock while it waits; when a signal ends it then, nobody gets anything any more.
 *
 * Slots: the visible items; items put and not yet got (what maxsize bounds); tasks not yet done; whether the read lock
 * went with a process that was ended.
 */
import { always, type Model, type Pending, type World } from './model.ts';
import type { Buffer, WorldObject } from './objects.ts';

const MAX_ITEMS = 100_000;
const STRANDED = 3;

interface QueueSpec {
  readonly maxSize: number;
  readonly feeder: boolean;
  readonly capacity: number | null;
}

const specOf = (queue: WorldObject): QueueSpec => queue.spec as WorldObject['spec'] & { kind: 'queue' };

function full(machine: World, queue: WorldObject): boolean {
  const { maxSize } = specOf(queue);
  return maxSize > 0 && machine.slots.get(queue.slot + 1) >= maxSize;
}

/** Whether an item fits into the queue's pipe now, or flows through it to somebody who reads. */
function fits(machine: World, queue: WorldObject, item: number): boolean {
  const { capacity } = specOf(queue);
  if (capacity === null) return true;
  const content = machine.slots.get(queue.slot);
  if (machine.bytesOf(content) + machine.bytes(item) <= capacity) return true;
  return content === 0 && !stranded(machine, queue) && machine.someoneReads(queue);
}

const stranded = (machine: World, queue: WorldObject): boolean => machine.slots.get(queue.slot + STRANDED) !== 0;

function makeVisible(machine: World, queue: WorldObject, item: number): void {
  const content = machine.slots.get(queue.slot);
  if (machine.lists.items(content).length >= MAX_ITEMS) throw new RangeError('too many items in one queue');
  machine.slots.set(queue.slot, machine.lists.push(content, item));
}

/** `data[0]`: the item. */
export const put: Model = {
  enabled: (machine, _task, pending) => {
    const queue = machine.object(pending);
    if (full(machine, queue)) return !pending.block;
    return specOf(queue).feeder || fits(machine, queue, pending.data[0] as number);
  },
  apply: (machine, task, pending) => {
    const queue = machine.object(pending);
    if (full(machine, queue)) return machine.raise('Full', '');
    const { slots } = machine;
    const item = pending.data[0] as number;
    slots.set(queue.slot + 1, slots.get(queue.slot + 1) + 1);
    slots.set(queue.slot + 2, slots.get(queue.slot + 2) + 1);
    if (!specOf(queue).feeder) {
      makeVisible(machine, queue, item);
      return machine.NULL;
    }
    const { slot } = machine.layout.buffer(queue.name, task);
    slots.set(slot, machine.lists.push(slots.get(slot), item));
    slots.set(slot + 1, slots.get(slot + 1) + 1);
    return machine.NULL;
  },
  expire: (machine) => machine.raise('Full', ''),
};

/**
 * A getter that does not block is refused while another one holds the queue's read lock, though items are there
 * (queues.py: `if not self._rlock.acquire(block, timeout): raise Empty`).
 */
export const get: Model = {
  enabled: (machine, _task, pending) => {
    if (!pending.block) return true;
    const queue = machine.object(pending);
    return machine.slots.get(queue.slot) !== 0 && !stranded(machine, queue);
  },
  apply: (machine, _task, pending) => {
    const queue = machine.object(pending);
    const content = machine.slots.get(queue.slot);
    if (content === 0 || stranded(machine, queue)) return machine.raise('Empty', '');
    machine.slots.set(queue.slot, machine.lists.tail(content));
    machine.slots.set(queue.slot + 1, machine.slots.get(queue.slot + 1) - 1);
    return machine.datum(machine.lists.first(content));
  },
  expire: (machine) => machine.raise('Empty', ''),
  refusable: (machine, task, pending) => {
    const queue = machine.object(pending);
    if (pending.block || specOf(queue).capacity === null || machine.slots.get(queue.slot) === 0) return false;
    return machine.othersPending(task, (other) => other.kind === 'get' && other.nameSlot === pending.nameSlot);
  },
};

/** Whether a feeder may have begun to write an item that does not fit into the pipe: part of it can be seen. */
function begun(machine: World, queue: WorldObject): boolean {
  const { capacity } = specOf(queue);
  if (capacity === null || machine.slots.get(queue.slot) !== 0) return false;
  return machine.layout.buffers.some(({ queue: name, slot }) => {
    const items = name === queue.name ? machine.slots.get(slot) : 0;
    return items !== 0 && machine.bytes(machine.lists.first(items)) > capacity;
  });
}

/** Whether a look at the queue finds something, or may. */
export function offers(machine: World, queue: WorldObject): boolean {
  return machine.slots.get(queue.slot) !== 0 || begun(machine, queue);
}

export const queueEmpty: Model = {
  enabled: always,
  apply: (machine, _task, pending) => machine.truth(!offers(machine, machine.object(pending))),
  expire: (machine) => machine.TRUE,
  refusable: (machine, _task, pending) => begun(machine, machine.object(pending)),
};

export const queueFull: Model = {
  enabled: always,
  apply: (machine, _task, pending) => machine.truth(full(machine, machine.object(pending))),
};

export const queueSize: Model = {
  enabled: always,
  apply: (machine, _task, pending) => machine.value(machine.slots.get(machine.object(pending).slot + 1)),
};

export const taskDone: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const slot = machine.object(pending).slot + 2;
    const unfinished = machine.slots.get(slot);
    if (unfinished <= 0) return machine.raise('ValueError', 'task_done() called too many times');
    machine.slots.set(slot, unfinished - 1);
    return machine.NULL;
  },
};

export const queueJoin: Model = {
  enabled: (machine, _task, pending) => machine.slots.get(machine.object(pending).slot + 2) === 0,
  apply: (machine) => machine.NULL,
};

export const joinFeeder: Model = {
  enabled: (machine, task, pending) => {
    const { slot } = machine.layout.buffer(machine.object(pending).name, task);
    return machine.slots.get(slot) === 0;
  },
  apply: (machine) => machine.NULL,
};

export const cancelJoin: Model = {
  enabled: always,
  apply: (machine, task, pending) => {
    machine.slots.set(machine.layout.buffer(machine.object(pending).name, task).slot + 2, 1);
    return machine.NULL;
  },
};

/** os._exit: nothing is flushed any more. */
export const abandon: Model = {
  enabled: always,
  apply: (machine, task) => {
    for (const { slot } of machine.layout.tasks[task]?.buffers ?? []) machine.slots.set(slot, 0);
    return machine.NULL;
  },
};

export function canFlush(machine: World, buffer: Buffer): boolean {
  const items = machine.slots.get(buffer.slot);
  return items !== 0 && fits(machine, machine.objectAt(buffer.queueSlot), machine.lists.first(items));
}

export function flush(machine: World, buffer: Buffer): void {
  const items = machine.slots.get(buffer.slot);
  makeVisible(machine, machine.objectAt(buffer.queueSlot), machine.lists.first(items));
  machine.slots.set(buffer.slot, machine.lists.tail(items));
}

/** An item that waits in a buffer was changed before it is pickled. `index`: among all that the process ever put. */
export function replaceBuffered(machine: World, buffer: Buffer, index: number, item: number): void {
  const items = machine.lists.items(machine.slots.get(buffer.slot));
  const flushed = machine.slots.get(buffer.slot + 1) - items.length;
  if (index < flushed || index - flushed >= items.length) return;
  const changed = [...items];
  changed[index - flushed] = item;
  machine.slots.set(buffer.slot, machine.lists.of(changed));
}

/** Whether a process that is ended now may take the read lock of a queue with it: it waits for an item. */
export function mayStrand(machine: World, pending: Pending): boolean {
  if (pending.kind !== 'get' || !pending.block) return false;
  const queue = machine.object(pending);
  return specOf(queue).capacity !== null && !stranded(machine, queue);
}

export function strand(machine: World, pending: Pending): void {
  machine.slots.set(machine.object(pending).slot + STRANDED, 1);
}

/** Whether an operation reads this queue: what a writer of a large item needs. */
export function readsQueue(pending: Pending, nameSlot: number): boolean {
  return pending.kind === 'get' && pending.nameSlot === nameSlot;
}
