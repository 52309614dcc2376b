/**
 * Objects in a manager's process (CPython's multiprocessing/managers.py). Each is an opaque blob: it is lent to the
 * caller for one method call, which is atomic as it is in the server, and comes back as an effect. When the manager is
 * down the machine refuses every operation on what lived there.
 *
 * Slots: a blob has its datum; a manager has 1 while it runs.
 */
import { always, type Model } from './model.ts';

export const lend: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const blob = machine.object(pending);
    return machine.datum(machine.slots.get(blob.slot));
  },
};

export const managerShutdown: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    machine.slots.set(machine.object(pending).slot, 0);
    return machine.NULL;
  },
};
