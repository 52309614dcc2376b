/**
 * Barrier as in CPython's threading.py, which multiprocessing inherits. The last one to arrive holds the barrier's lock
 * while it runs the action: nobody else can use the barrier until it lets the round go.
 *
 * Slots: how many are inside; the state.
 */
import { always, type Model, type Pending, type World } from './model.ts';

const FILLING = 0;
const DRAINING = 1;
const RESETTING = 2;
const BROKEN = 3;
/** The last one has arrived and runs the action. */
const ACTING = 4;

const state = (machine: World, pending: Pending): number => machine.slots.get(machine.object(pending).slot + 1);
const usable = (machine: World, _task: number, pending: Pending): boolean => state(machine, pending) !== ACTING;

function leave(machine: World, slot: number): void {
  const left = machine.slots.get(slot) - 1;
  machine.slots.set(slot, left);
  const now = machine.slots.get(slot + 1);
  if (left === 0 && (now === DRAINING || now === RESETTING)) machine.slots.set(slot + 1, FILLING);
}

const broken = (machine: World): number => machine.raise('BrokenBarrierError', '');

export const barrierArrive: Model = {
  enabled: (machine, _task, pending) => {
    const now = state(machine, pending);
    return now === FILLING || now === BROKEN;
  },
  apply: (machine, _task, pending) => {
    const { slot, spec } = machine.object(pending);
    if (machine.slots.get(slot + 1) === BROKEN) return broken(machine);
    const index = machine.slots.get(slot);
    machine.slots.set(slot, index + 1);
    if (spec.kind === 'barrier' && index + 1 === spec.parties) machine.slots.set(slot + 1, ACTING);
    return machine.value(index);
  },
};

/** `a`: 1 when the action succeeded. */
export const barrierRelease: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    machine.slots.set(slot + 1, pending.a === 1 ? DRAINING : BROKEN);
    leave(machine, slot);
    return machine.NULL;
  },
};

export const barrierLeave: Model = {
  enabled: (machine, _task, pending) => {
    const now = state(machine, pending);
    return now !== FILLING && now !== ACTING;
  },
  apply: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    const passed = machine.slots.get(slot + 1) === DRAINING;
    leave(machine, slot);
    return passed ? machine.TRUE : broken(machine);
  },
  expire: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    machine.slots.set(slot + 1, BROKEN);
    leave(machine, slot);
    return broken(machine);
  },
};

export const barrierAbort: Model = {
  enabled: usable,
  apply: (machine, _task, pending) => {
    machine.slots.set(machine.object(pending).slot + 1, BROKEN);
    return machine.NULL;
  },
};

export const barrierReset: Model = {
  enabled: usable,
  apply: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    const now = machine.slots.get(slot + 1);
    if (machine.slots.get(slot) === 0) machine.slots.set(slot + 1, FILLING);
    else if (now === FILLING || now === BROKEN) machine.slots.set(slot + 1, RESETTING);
    return machine.NULL;
  },
};

export const barrierState: Model = {
  enabled: usable,
  apply: (machine, _task, pending) => {
    const { slot } = machine.object(pending);
    const now = machine.slots.get(slot + 1);
    return machine.value([now === FILLING ? machine.slots.get(slot) : 0, now === BROKEN]);
  },
};
