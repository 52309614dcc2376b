/**
 * Event as in CPython's multiprocessing/synchronize.py: a flag and a condition. Who was woken looks at the flag again,
 * which somebody may have cleared by then.
 *
 * Slots: whether it is set; those who sleep, a bit for each task.
 */
import { always, type Model } from './model.ts';

export const eventSet: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    machine.slots.set(slot, 1);
    machine.slots.set(slot + 1, 0);
    return machine.NULL;
  },
};

export const eventClear: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    machine.slots.set(machine.object(pending).slot, 0);
    return machine.NULL;
  },
};

export const eventIsSet: Model = {
  enabled: always,
  apply: (machine, _task, pending) => machine.truth(machine.slots.get(machine.object(pending).slot) === 1),
};

export const eventWait: Model = {
  enabled: always,
  apply: (machine, task, pending) => {
    const { slot } = machine.object(pending);
    if (machine.slots.get(slot) === 1) return machine.TRUE;
    machine.slots.set(slot + 1, machine.slots.get(slot + 1) | (1 << task));
    return machine.FALSE;
  },
};

export const eventWoken: Model = {
  enabled: (machine, task, pending) => (machine.slots.get(machine.object(pending).slot + 1) & (1 << task)) === 0,
  apply: (machine, _task, pending) => machine.truth(machine.slots.get(machine.object(pending).slot) === 1),
  expire: (machine, task, pending) => {
    const { slot } = machine.object(pending);
    machine.slots.set(slot + 1, machine.slots.get(slot + 1) & ~(1 << task));
    return machine.truth(machine.slots.get(slot) === 1);
  },
};
