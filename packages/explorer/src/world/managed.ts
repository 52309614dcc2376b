/**
 * Objects in a manager's process (CPython's multiprocessing/managers.py). Each is an opaque blob: it is lent to the
 * caller for one method call, which is atomic as it is in the server, and comes back as an effect. When the manager is
 * down the machine refuses every operation on what lived there.
 *
 * A caller has its reply some time after the call took effect. When the manager is shut down in between, the reply is lost:
 * the call, which has had its effect, raises EOFError (connection.py, `_recv`). That is an actor of its own: the shutdown with
 * one caller that loses its reply. It is offered while a caller has done nothing else since its call.
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
