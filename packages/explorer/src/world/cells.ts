/**
 * Value, Array and their raw kinds: cells of shared memory. With a lock, one access waits for whoever else holds it
 * (sharedctypes.py: `with self: return self._obj.value`), so it is one operation that needs the lock to be passable.
 *
 * Slots: the datum of each cell.
 */

import { passable } from './locks.ts';
import type { Model, Pending, World } from './model.ts';

const RAW = 1;

function accessible(machine: World, task: number, pending: Pending): boolean {
  const cells = machine.object(pending);
  if (cells.lockSlot === 0 || pending.b === RAW) return true;
  return passable(machine, machine.objectAt(cells.lockSlot), task);
}

/** `a`: first cell; `data[0]`: the one after the last. */
export const read: Model = {
  enabled: accessible,
  apply: (machine, _task, pending) => {
    const cells = machine.object(pending);
    const to = pending.data[0] as number;
    if (to > cells.initial.length || pending.a > to) return machine.raise('IndexError', 'invalid index');
    if (to === pending.a + 1) return machine.oneDatum(machine.slots.get(cells.slot + pending.a));
    const data: number[] = [];
    for (let index = pending.a; index < to; index++) data.push(machine.slots.get(cells.slot + index));
    return machine.someData(data);
  },
};

export const write: Model = {
  enabled: accessible,
  apply: (machine, _task, pending) => {
    const cells = machine.object(pending);
    if (pending.a + pending.data.length > cells.initial.length) return machine.raise('IndexError', 'invalid index');
    for (let index = 0; index < pending.data.length; index++) {
      machine.slots.set(cells.slot + pending.a + index, pending.data[index] as number);
    }
    return machine.NULL;
  },
};
