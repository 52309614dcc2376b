/**
 * Pipe and Connection as in CPython's multiprocessing/connection.py. A child inherits every end that its parent has open;
 * the end of the stream comes when the last process has closed the other end, its own copies included.
 *
 * Slots: what can be read at end 0; at end 1; those that have end 0 open, a bit for each task; those that have end 1.
 * Then for each end whether its reader will be told that the connection was reset: the other end of a duplex pipe was
 * closed with data in it that nobody had read (unix(7); sk_err of a stream socket).
 * A pipe that isn't duplex is read at end 0 and written at end 1.
 */
import { always, type Model, type Pending, type World } from './model.ts';
import type { WorldObject } from './objects.ts';

const HOLDERS = 2;
const RESET = 4;
const CLOSED = 'handle is closed';

const capacityOf = (pipe: WorldObject): number => (pipe.spec.kind === 'pipe' ? pipe.spec.capacity : 0);

export function hasEnd(machine: World, pipe: WorldObject, end: number, task: number): boolean {
  return (machine.slots.get(pipe.slot + HOLDERS + end) & (1 << task)) !== 0;
}

function writersGone(machine: World, pipe: WorldObject, end: number): boolean {
  return machine.slots.get(pipe.slot + HOLDERS + (1 - end)) === 0;
}

/** Whether a read at `end` would not wait: something is there, or nobody can write any more. */
export function readable(machine: World, pipe: WorldObject, end: number): boolean {
  return machine.slots.get(pipe.slot + end) !== 0 || writersGone(machine, pipe, end);
}

/** Whether somebody may have begun to send what does not fit into the pipe: part of it can be seen at `end`. */
function begun(machine: World, pipe: WorldObject, end: number, task: number): boolean {
  if (machine.slots.get(pipe.slot + end) !== 0) return false;
  const nameSlot = machine.layout.nameSlot(pipe.name);
  return machine.othersPending(
    task,
    (other) =>
      other.kind === 'send' &&
      other.nameSlot === nameSlot &&
      other.a === 1 - end &&
      machine.bytes(other.data[0] as number) > capacityOf(pipe),
  );
}

/** Whether a look at `end` finds something, or may. */
export function offers(machine: World, pipe: WorldObject, end: number, task: number): boolean {
  return readable(machine, pipe, end) || begun(machine, pipe, end, task);
}

/** `a`: the own end; `data[0]`: the item. */
export const send: Model = {
  enabled: (machine, task, pending) => {
    const pipe = machine.object(pending);
    if (!hasEnd(machine, pipe, pending.a, task)) return true;
    const other = 1 - pending.a;
    if (machine.slots.get(pipe.slot + HOLDERS + other) === 0) return true;
    const content = machine.slots.get(pipe.slot + other);
    if (machine.bytesOf(content) + machine.bytes(pending.data[0] as number) <= capacityOf(pipe)) return true;
    return content === 0 && machine.othersPending(task, (reader) => readsEnd(reader, pending.nameSlot, other));
  },
  apply: (machine, task, pending) => {
    const pipe = machine.object(pending);
    if (!hasEnd(machine, pipe, pending.a, task)) return machine.raise('OSError', CLOSED);
    const other = 1 - pending.a;
    if (machine.slots.get(pipe.slot + HOLDERS + other) === 0) {
      return machine.raise('BrokenPipeError', '[Errno 32] Broken pipe');
    }
    const slot = pipe.slot + other;
    machine.slots.set(slot, machine.lists.push(machine.slots.get(slot), pending.data[0] as number));
    return machine.NULL;
  },
};

function readsEnd(reader: Pending, nameSlot: number, end: number): boolean {
  return reader.kind === 'receive' && reader.nameSlot === nameSlot && reader.a === end;
}

export const receive: Model = {
  enabled: (machine, task, pending) => {
    const pipe = machine.object(pending);
    return !hasEnd(machine, pipe, pending.a, task) || readable(machine, pipe, pending.a);
  },
  apply: (machine, task, pending) => {
    const pipe = machine.object(pending);
    if (!hasEnd(machine, pipe, pending.a, task)) return machine.raise('OSError', CLOSED);
    const slot = pipe.slot + pending.a;
    const content = machine.slots.get(slot);
    if (content === 0) {
      const reset = pipe.slot + RESET + pending.a;
      if (machine.slots.get(reset) === 0) return machine.raise('EOFError', '');
      machine.slots.set(reset, 0);
      return machine.raise('ConnectionResetError', '[Errno 104] Connection reset by peer');
    }
    machine.slots.set(slot, machine.lists.tail(content));
    return machine.datum(machine.lists.first(content));
  },
};

export const poll: Model = {
  enabled: (machine, task, pending) => {
    const pipe = machine.object(pending);
    return !pending.block || !hasEnd(machine, pipe, pending.a, task) || offers(machine, pipe, pending.a, task);
  },
  apply: (machine, task, pending) => {
    const pipe = machine.object(pending);
    if (!hasEnd(machine, pipe, pending.a, task)) return machine.raise('OSError', CLOSED);
    return machine.truth(offers(machine, pipe, pending.a, task));
  },
  expire: (machine) => machine.FALSE,
  refusable: (machine, task, pending) => {
    const pipe = machine.object(pending);
    return (!pending.block || pending.timed) && begun(machine, pipe, pending.a, task);
  },
};

/** The process no longer has this end open. */
export function dropEnd(machine: World, pipe: WorldObject, end: number, task: number): void {
  const slot = pipe.slot + HOLDERS + end;
  const before = machine.slots.get(slot);
  const after = before & ~(1 << task);
  machine.slots.set(slot, after);
  if (before === 0 || after !== 0 || machine.slots.get(pipe.slot + end) === 0) return;
  if (pipe.spec.kind === 'pipe' && pipe.spec.duplex) machine.slots.set(pipe.slot + RESET + (1 - end), 1);
}

export const closeEnd: Model = {
  enabled: always,
  apply: (machine, task, pending) => {
    dropEnd(machine, machine.object(pending), pending.a, task);
    return machine.NULL;
  },
};

/** The child gets the ends that its parent has open; of these, only those in `only` when it isn't null. */
export function inherit(
  machine: World,
  parent: number,
  child: number,
  only: readonly { readonly pipe: string; readonly end: number }[] | null,
): void {
  for (const nameSlot of machine.layout.pipeSlots) {
    if (machine.slots.get(nameSlot) === 0) continue;
    const pipe = machine.objectAt(nameSlot);
    for (const end of [0, 1]) {
      if (!hasEnd(machine, pipe, end, parent)) continue;
      if (only !== null && !only.some((one) => one.pipe === pipe.name && one.end === end)) continue;
      const slot = pipe.slot + HOLDERS + end;
      machine.slots.set(slot, machine.slots.get(slot) | (1 << child));
    }
  }
}

/** All ends of a process that has ended are closed. */
export function closeAll(machine: World, task: number): void {
  for (const nameSlot of machine.layout.pipeSlots) {
    if (machine.slots.get(nameSlot) === 0) continue;
    const pipe = machine.objectAt(nameSlot);
    for (const end of [0, 1]) dropEnd(machine, pipe, end, task);
  }
}
