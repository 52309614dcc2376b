/**
 * Start, end and signals of processes. A signal ends a process some time after it was sent: until then it goes on. What
 * it held stays held; what its buffers held is lost.
 *
 * Slots of a task: its trie node, 0 before the start, negative after the end; the signal that was sent to it; where it
 * called a manager's process last, if it did nothing since (managed.ts).
 */
import { always, type Model, type World } from './model.ts';
import type { Task } from './objects.ts';
import { closeAll, inherit } from './pipes.ts';

const ended = (machine: World, task: number): boolean => machine.nodeOf(task) < 0;

/** The child's first node is entered by the machine, which knows histories. */
export const start: Model = {
  enabled: always,
  apply: (machine, task, pending) => {
    if (pending.operation.kind === 'start') inherit(machine, task, pending.task, pending.operation.ends);
    return machine.NULL;
  },
};

export const join: Model = {
  enabled: (machine, _task, pending) => !pending.block || ended(machine, pending.task),
  apply: (machine, _task, pending) => machine.truth(ended(machine, pending.task)),
  expire: (machine) => machine.FALSE,
};

export const alive: Model = {
  enabled: always,
  apply: (machine, _task, pending) => machine.truth(machine.nodeOf(pending.task) > 0),
};

export const exitCode: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const node = machine.nodeOf(pending.task);
    return node < 0 ? machine.value(machine.exits.value(-node - 1).code) : machine.NULL;
  },
};

export const terminate: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const { slot } = machine.layout.tasks[pending.task] as Task;
    if (machine.slots.get(slot) > 0 && machine.slots.get(slot + 1) === 0) machine.slots.set(slot + 1, pending.a);
    return machine.NULL;
  },
};

/** Waits until its own buffers are flushed, unless it was told not to (queues.py, `_finalize_join`). */
export const exit: Model = {
  enabled: (machine, task) => {
    const { buffers } = machine.layout.tasks[task] as Task;
    for (const { slot } of buffers) {
      if (machine.slots.get(slot) !== 0 && machine.slots.get(slot + 2) === 0) return false;
    }
    return true;
  },
  apply: (machine, task, pending) => {
    end(machine, task, pending.a);
    return machine.NULL;
  },
};

/** The process is gone. `exit`: number of how it ended. */
export function end(machine: World, task: number, exitNumber: number): void {
  const { slot, buffers } = machine.layout.tasks[task] as Task;
  machine.slots.set(slot, -exitNumber - 1);
  machine.slots.set(slot + 1, 0);
  machine.slots.set(slot + 2, 0);
  for (const buffer of buffers) {
    machine.slots.set(buffer.slot, 0);
    machine.slots.set(buffer.slot + 1, 0);
    machine.slots.set(buffer.slot + 2, 0);
  }
  closeAll(machine, task);
}

/** The signal that was sent takes effect. */
export function die(machine: World, task: number): void {
  const signal = machine.slots.get((machine.layout.tasks[task] as Task).slot + 1);
  end(machine, task, machine.exits.number({ code: -signal, failure: null }));
}
