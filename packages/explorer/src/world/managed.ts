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
import { always, type Model, type Pending, type World } from './model.ts';
import type { WorldObject } from './objects.ts';

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

/** The slot of the manager's name in whose process an operation takes place; 0: in none. */
export function managerOf({ slots, layout }: World, { nameSlot }: Pending): number {
  const number = nameSlot === 0 ? 0 : slots.get(nameSlot);
  return number === 0 ? 0 : (layout.objects[number - 1] as WorldObject).managerSlot;
}

/** Whether an operation is about an object whose manager was shut down. */
export function serverIsDown(world: World, pending: Pending): boolean {
  const managerSlot = managerOf(world, pending);
  return managerSlot !== 0 && world.slots.get(world.objectAt(managerSlot).slot) === 0;
}
