/**
 * Lock, RLock, Semaphore and BoundedSemaphore as CPython's SemLock (Modules/_multiprocessing/semaphore.c): a lock is
 * released by anybody, a recursive one by its owner only.
 *
 * Slots: a lock has its owner + 1 (0: free); a recursive lock owner + 1 and levels; a semaphore its value.
 */
import { always, type Model, type World } from './model.ts';
import type { WorldObject } from './objects.ts';

/** Whether a lock is free, or a recursive one that `task` owns. */
export function passable(machine: World, lock: WorldObject, task: number): boolean {
  if (lock.spec.kind === 'semaphore') return machine.slots.get(lock.slot) > 0;
  const owner = machine.slots.get(lock.slot);
  return owner === 0 || (lock.spec.kind === 'rlock' && owner === task + 1);
}

export function holds(machine: World, lock: WorldObject, task: number): boolean {
  return lock.spec.kind !== 'semaphore' && machine.slots.get(lock.slot) === task + 1;
}

/** Gives a lock up, whatever its levels. Returns how many there were. */
export function giveUp(machine: World, lock: WorldObject): number {
  const { slots } = machine;
  if (lock.spec.kind !== 'rlock') {
    slots.set(lock.slot, 0);
    return 1;
  }
  const levels = slots.get(lock.slot + 1);
  slots.set(lock.slot, 0);
  slots.set(lock.slot + 1, 0);
  return levels;
}

function obtainable(machine: World, lock: WorldObject, task: number): boolean {
  const value = machine.slots.get(lock.slot);
  if (lock.spec.kind === 'semaphore') return value > 0;
  return value === 0 || (lock.spec.kind === 'rlock' && value === task + 1);
}

export const acquire: Model = {
  enabled: (machine, task, pending) => !pending.block || obtainable(machine, machine.object(pending), task),
  apply: (machine, task, pending) => {
    const lock = machine.object(pending);
    if (!obtainable(machine, lock, task)) return machine.FALSE;
    const { slots } = machine;
    if (lock.spec.kind === 'semaphore') slots.set(lock.slot, slots.get(lock.slot) - 1);
    else slots.set(lock.slot, task + 1);
    if (lock.spec.kind === 'rlock') slots.set(lock.slot + 1, slots.get(lock.slot + 1) + pending.a);
    return machine.TRUE;
  },
  expire: (machine) => machine.FALSE,
};

export const release: Model = {
  enabled: always,
  apply: (machine, task, pending) => {
    const lock = machine.object(pending);
    const { slots } = machine;
    const value = slots.get(lock.slot);
    switch (lock.spec.kind) {
      case 'semaphore':
        if (lock.spec.max !== null && value >= lock.spec.max) return machine.raise('ValueError', TOO_OFTEN);
        slots.set(lock.slot, value + 1);
        return machine.NULL;
      case 'rlock':
        if (value !== task + 1) return machine.raise('AssertionError', NOT_OWNED);
        slots.set(lock.slot + 1, slots.get(lock.slot + 1) - 1);
        if (slots.get(lock.slot + 1) === 0) slots.set(lock.slot, 0);
        return machine.NULL;
      default:
        if (value === 0) return machine.raise('ValueError', TOO_OFTEN);
        slots.set(lock.slot, 0);
        return machine.NULL;
    }
  },
};

const TOO_OFTEN = 'semaphore or lock released too many times';
const NOT_OWNED = 'attempt to release recursive lock not owned by thread';

export const semaphoreValue: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const lock = machine.object(pending);
    const value = machine.slots.get(lock.slot);
    return machine.value(lock.spec.kind === 'semaphore' ? value : value === 0 ? 1 : 0);
  },
};
