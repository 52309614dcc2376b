/** Resolves an announced operation: names become slots, data become numbers. Refuses what contradicts the program's shape. */
import type { Announcement, Operation } from '@lockstep/protocol';
import { ProgramFault } from '../program/source.ts';
import type { Machine } from './machine.ts';
import { blockSlot } from './memory.ts';
import type { Pending } from './model.ts';

interface Parts {
  name?: string;
  task?: number;
  block?: boolean;
  timed?: boolean;
  a?: number;
  b?: number;
  data?: readonly number[];
}

/** `path`: of the process that announces it. */
export function resolveOperation(machine: Machine, number: number, announcement: Announcement, path: string): Pending {
  const { operation, line, label } = announcement;
  const parts = partsOf(machine, operation, path);
  return {
    number,
    kind: operation.kind,
    model: machine.models[operation.kind],
    operation,
    nameSlot: parts.name === undefined ? 0 : machine.layout.nameSlot(parts.name),
    task: parts.task ?? -1,
    block: parts.block ?? true,
    timed: (parts.timed ?? false) && (parts.block ?? true),
    a: parts.a ?? 0,
    b: parts.b ?? 0,
    data: parts.data ?? [],
    line,
    label: label ?? null,
  };
}

function partsOf(machine: Machine, operation: Operation, path: string): Parts {
  const { layout } = machine;
  switch (operation.kind) {
    case 'acquire':
      return { name: operation.lock, block: operation.block, timed: operation.timed, a: operation.count ?? 1 };
    case 'release':
    case 'semaphore-value':
      return { name: operation.lock };
    case 'read':
      return { name: operation.cells, a: operation.from, b: operation.raw === true ? 1 : 0, data: [operation.to] };
    case 'write':
      return {
        name: operation.cells,
        a: operation.from,
        b: operation.raw === true ? 1 : 0,
        data: operation.data.map((datum) => machine.data.number(datum)),
      };
    case 'condition-wait':
    case 'notify-settled':
      return { name: operation.condition };
    case 'condition-woken':
      return { name: operation.condition, timed: operation.timed };
    case 'notify':
      return { name: operation.condition, a: operation.count ?? -1 };
    case 'event-set':
    case 'event-clear':
    case 'event-is-set':
    case 'event-wait':
      return { name: operation.event };
    case 'event-woken':
      return { name: operation.event, timed: operation.timed };
    case 'barrier-arrive':
    case 'barrier-abort':
    case 'barrier-reset':
    case 'barrier-state':
      return { name: operation.barrier };
    case 'barrier-release':
      return { name: operation.barrier, a: operation.ok ? 1 : 0 };
    case 'barrier-leave':
      return { name: operation.barrier, timed: operation.timed };
    case 'put':
      return {
        name: operation.queue,
        block: operation.block,
        timed: operation.timed,
        data: [machine.item(operation.item, operation.bytes)],
      };
    case 'get':
      return { name: operation.queue, block: operation.block, timed: operation.timed };
    case 'queue-empty':
    case 'queue-full':
    case 'queue-size':
    case 'task-done':
    case 'queue-join':
    case 'join-feeder':
    case 'cancel-join':
      return { name: operation.queue };
    case 'send':
      return { name: operation.pipe, a: operation.end, data: [machine.item(operation.item, operation.bytes)] };
    case 'receive':
    case 'close-end':
      return { name: operation.pipe, a: operation.end };
    case 'poll':
      return { name: operation.pipe, a: operation.end, block: operation.block, timed: operation.timed };
    case 'wait-ready':
      for (const waitable of operation.of) if (waitable.kind === 'process') layout.task(waitable.process);
      return { block: operation.block, timed: operation.timed };
    case 'lend':
      return { name: operation.blob };
    case 'manager-shutdown':
      return { name: operation.manager };
    case 'memory-create':
    case 'memory-attach':
    case 'memory-unlink':
    case 'memory-read':
    case 'memory-write':
      return { a: blockSlot(machine, operation.block) };
    case 'start':
      if (!isChild(operation.process, path)) {
        throw new ProgramFault('garbage', `process ${path} starts ${operation.process}, which is not its child`);
      }
      return { task: layout.task(operation.process).number };
    case 'join':
      return { task: layout.task(operation.process).number, block: operation.block, timed: operation.timed };
    case 'alive':
    case 'exit-code':
      return { task: layout.task(operation.process).number };
    case 'terminate':
      return { task: layout.task(operation.process).number, a: operation.signal };
    case 'result':
      if (path !== '0') throw new ProgramFault('garbage', `process ${path} announces the result of the call`);
      return { a: machine.results.number(operation.result) };
    case 'exit':
      return { a: machine.exits.number({ code: operation.code, failure: operation.failure }) };
    case 'abandon':
    case 'pause':
    case 'not-modelled':
      return {};
  }
}

function isChild(path: string, parent: string): boolean {
  return path.startsWith(`${parent}.`) && !path.slice(parent.length + 1).includes('.');
}
