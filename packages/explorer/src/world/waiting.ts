/** `connection.wait`: several things at once (CPython's multiprocessing/connection.py). */
import type { Waitable } from '@lockstep/protocol';
import { always, type Model, type Pending, type World } from './model.ts';
import { hasEnd, offers } from './pipes.ts';
import { offers as offersItem } from './queues.ts';

const waitablesOf = (pending: Pending): readonly Waitable[] =>
  pending.operation.kind === 'wait-ready' ? pending.operation.of : [];

function isReady(machine: World, task: number, waitable: Waitable): boolean {
  switch (waitable.kind) {
    case 'process':
      return machine.nodeOf(machine.layout.task(waitable.process).number) < 0;
    case 'pipe': {
      const pipe = machine.objectAt(machine.layout.nameSlot(waitable.pipe));
      return !hasEnd(machine, pipe, waitable.end, task) || offers(machine, pipe, waitable.end, task);
    }
    case 'queue':
      return offersItem(machine, machine.objectAt(machine.layout.nameSlot(waitable.queue)));
  }
}

export const waitReady: Model = {
  enabled: (machine, task, pending) =>
    !pending.block || waitablesOf(pending).some((waitable) => isReady(machine, task, waitable)),
  apply: (machine, task, pending) =>
    machine.value(waitablesOf(pending).flatMap((waitable, index) => (isReady(machine, task, waitable) ? [index] : []))),
  expire: (machine) => machine.value([]),
};

export const pause: Model = { enabled: always, apply: (machine) => machine.NULL };
