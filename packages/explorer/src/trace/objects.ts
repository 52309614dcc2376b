/** How objects and processes are called and shown in a trace. */
import type { Datum } from '@lockstep/protocol';
import type { Histories } from '../program/histories.ts';
import type { Machine } from '../world/machine.ts';
import type { Pending } from '../world/model.ts';
import type { WorldObject } from '../world/objects.ts';

const MAX_ITEMS = 6;

/** What the candidate calls objects, by the slots of their names, and blocks of shared memory, by their own: the first word for each. */
export function labelsOf(histories: Histories): { labels: Map<number, string>; blocks: Map<string, string> } {
  const labels = new Map(histories.labels);
  const blocks = new Map(histories.blockLabels);
  for (let node = 1; node <= histories.size; node++) {
    const { label, operation, nameSlot } = histories.pendings[node] as Pending;
    if (label === null || operation.kind === 'start') continue;
    if ('block' in operation) {
      const block = String(operation.block);
      if (!blocks.has(block)) blocks.set(block, label);
    } else if (nameSlot !== 0 && !labels.has(nameSlot)) {
      labels.set(nameSlot, label);
    }
  }
  return { labels, blocks };
}

export class Names {
  readonly #machine: Machine;
  readonly #labels = new Map<number, string>();
  readonly #processes = new Map<string, string>();
  /** What blocks of shared memory are called, by their own name. */
  readonly #blocks: ReadonlyMap<string, string>;

  constructor(machine: Machine, histories: Histories) {
    this.#machine = machine;
    const { labels, blocks } = labelsOf(histories);
    this.#blocks = blocks;
    for (let node = 1; node <= histories.size; node++) {
      const { operation } = histories.pendings[node] as Pending;
      if (operation.kind === 'start') this.#processes.set(operation.process, operation.label);
    }
    // Two objects are never called the same: parameters of a function are, in each process that runs it.
    const slots = [...labels.keys()].sort((a, b) => a - b);
    for (const slot of slots) {
      const label = labels.get(slot) as string;
      const alike = slots.filter((other) => labels.get(other) === label);
      this.#labels.set(slot, alike.length === 1 ? label : `${label} (${alike.indexOf(slot) + 1})`);
    }
  }

  /** `main`, or the name that the process has. */
  process(path: string): string {
    return path === '0' ? 'main' : (this.#processes.get(path) ?? `process ${path}`);
  }

  /** What the candidate calls the object, else what it is. */
  object(pending: Pending): string | null {
    if (pending.task >= 0) return this.process(this.#machine.layout.tasks[pending.task]?.path ?? '');
    const { operation } = pending;
    if (pending.nameSlot !== 0) return this.named(pending.nameSlot);
    if ('block' in operation && typeof operation.block === 'string') {
      return this.#blocks.get(operation.block) ?? `shared memory ${operation.block}`;
    }
    if (pending.label !== null) return pending.label;
    return null;
  }

  named(nameSlot: number): string {
    const label = this.#labels.get(nameSlot);
    if (label !== undefined) return label;
    const number = this.#machine.slots.get(nameSlot);
    const object = number === 0 ? undefined : this.#machine.layout.objects[number - 1];
    return object === undefined ? 'an object' : `${KINDS[object.spec.kind]} ${object.name.split('#')[1]}`;
  }

  /** Stable name of what an operation is about; null: nothing. */
  key(pending: Pending): string | null {
    if (pending.task >= 0) return `process ${this.#machine.layout.tasks[pending.task]?.path}`;
    const { operation } = pending;
    if ('block' in operation && typeof operation.block === 'string') return `memory ${operation.block}`;
    if (pending.nameSlot === 0) return null;
    const number = this.#machine.slots.get(pending.nameSlot);
    return number === 0 ? null : (this.#machine.layout.objects[number - 1]?.name ?? null);
  }

  /** The state of what an operation is about, in words; null where it has none. */
  state(pending: Pending): string | null {
    const object = this.#found(pending);
    return object === null ? null : this.stateOf(object);
  }

  /** Which cells of an object, as one writes it: `[0]`, `[1:3]`; nothing where it has only one. */
  range(pending: Pending, from: number, to: number): string {
    if (this.#found(pending)?.initial.length === 1) return '';
    return to === from + 1 ? `[${from}]` : `[${from}:${to}]`;
  }

  #found(pending: Pending): WorldObject | null {
    const number = pending.nameSlot === 0 ? 0 : this.#machine.slots.get(pending.nameSlot);
    return number === 0 ? null : (this.#machine.layout.objects[number - 1] as WorldObject);
  }

  stateOf({ spec, slot, initial }: WorldObject): string {
    const machine = this.#machine;
    const at = (offset: number): number => machine.slots.get(slot + offset);
    switch (spec.kind) {
      case 'lock':
      case 'rlock': {
        const owner = at(0);
        if (owner === 0) return 'free';
        const levels = spec.kind === 'rlock' && at(1) > 1 ? ` ${at(1)} times` : '';
        return `held by ${this.process(machine.layout.tasks[owner - 1]?.path ?? '')}${levels}`;
      }
      case 'semaphore':
        return String(at(0));
      case 'condition':
        return at(0) === 0 ? 'nobody waits' : `${at(0)} waiting, ${at(1)} woken`;
      case 'event':
        return at(0) === 1 ? 'set' : 'not set';
      case 'barrier':
        return `${at(0)} of ${spec.parties} there${at(1) === 3 ? ', broken' : ''}`;
      case 'cells': {
        const shown = initial.slice(0, MAX_ITEMS).map((_, index) => this.#text(at(index)));
        if (initial.length === 1) return shown[0] ?? '';
        return `[${shown.join(', ')}${initial.length > MAX_ITEMS ? ', …' : ''}]`;
      }
      case 'queue':
        return this.#items(at(0));
      case 'pipe':
        return spec.duplex ? `${this.#items(at(0))} / ${this.#items(at(1))}` : this.#items(at(0));
      case 'manager':
        return at(0) === 1 ? 'running' : 'shut down';
      case 'blob':
        return this.#text(at(0));
    }
  }

  text(datum: number): string {
    return this.#text(datum);
  }

  #items(list: number): string {
    const items = this.#machine.lists.items(list);
    const shown = items.slice(0, MAX_ITEMS).map((item) => this.#text(item));
    return `[${shown.join(', ')}${items.length > MAX_ITEMS ? ', …' : ''}]`;
  }

  #text(datum: number): string {
    const { data, text }: Datum = this.#machine.data.value(datum);
    return text ?? (data.length > 60 ? `${data.slice(0, 59)}…` : data);
  }
}

const KINDS: Readonly<Record<WorldObject['spec']['kind'], string>> = {
  lock: 'Lock',
  rlock: 'RLock',
  semaphore: 'Semaphore',
  condition: 'Condition',
  event: 'Event',
  barrier: 'Barrier',
  cells: 'shared value',
  queue: 'Queue',
  pipe: 'Pipe',
  manager: 'Manager',
  blob: 'managed object',
};
