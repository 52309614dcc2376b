/**
 * Condition as in CPython's multiprocessing/synchronize.py: `notify` wakes sleepers through a semaphore of its own and
 * waits until those it woke have taken it, so nobody who goes to sleep later can take a wake-up that was meant for others.
 *
 * Slots: sleepers; wake-ups granted and not yet taken.
 */
import { giveUp, holds } from './locks.ts';
import { always, type Model } from './model.ts';

const NOT_HELD = 'lock is not owned';

export const conditionWait: Model = {
  enabled: always,
  apply: (machine, task, pending) => {
    const condition = machine.object(pending);
    const lock = machine.objectAt(condition.lockSlot);
    if (!holds(machine, lock, task)) {
      return machine.raise('AssertionError', 'must acquire() condition before using wait()');
    }
    const levels = giveUp(machine, lock);
    machine.slots.set(condition.slot, machine.slots.get(condition.slot) + 1);
    return machine.value(levels);
  },
};

export const conditionWoken: Model = {
  enabled: (machine, _task, pending) => machine.slots.get(machine.object(pending).slot + 1) > 0,
  apply: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    machine.slots.set(slot, machine.slots.get(slot) - 1);
    machine.slots.set(slot + 1, machine.slots.get(slot + 1) - 1);
    return machine.TRUE;
  },
  expire: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    machine.slots.set(slot, machine.slots.get(slot) - 1);
    return machine.FALSE;
  },
};

/** `a`: how many at most; -1: all. */
export const notify: Model = {
  enabled: always,
  apply: (machine, task, pending) => {
    const condition = machine.object(pending);
    if (!holds(machine, machine.objectAt(condition.lockSlot), task)) return machine.raise('AssertionError', NOT_HELD);
    const sleepers = machine.slots.get(condition.slot);
    const granted = machine.slots.get(condition.slot + 1);
    const wanted = pending.a < 0 ? sleepers : Math.min(sleepers, granted + pending.a);
    machine.slots.set(condition.slot + 1, wanted);
    return machine.NULL;
  },
};

export const notifySettled: Model = {
  enabled: (machine, _task, pending) => machine.slots.get(machine.object(pending).slot + 1) === 0,
  apply: (machine) => machine.NULL,
};
