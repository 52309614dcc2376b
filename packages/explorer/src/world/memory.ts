/**
 * Blocks of shared memory by name (CPython's multiprocessing/shared_memory.py over shm_open). Reading is the whole
 * block; writing changes bytes. A block that is unlinked goes on for those who have it.
 *
 * Slots: whether the name exists; the content's datum.
 */
import type { Operation } from '@lockstep/protocol';
import { always, type Model, type Pending, type World } from './model.ts';

const MAX_BLOCK = 1_000_000;

/** First slot of a block, whether it exists or not. */
export function blockSlot(machine: World, block: string): number {
  return machine.layout.extra(`memory|${block}`, 2);
}

const noSuch = (machine: World, block: string): number =>
  machine.raise('FileNotFoundError', `[Errno 2] No such file or directory: '/${block}'`);

export const memoryCreate: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const { block, size } = operation(pending, 'memory-create');
    if (machine.slots.get(pending.a) === 1) {
      return machine.raise('FileExistsError', `[Errno 17] File exists: '/${block}'`);
    }
    if (size > MAX_BLOCK) return machine.raise('OSError', '[Errno 12] Cannot allocate memory');
    machine.slots.set(pending.a, 1);
    machine.slots.set(pending.a + 1, machine.data.number({ data: encode(new Uint8Array(size)) }));
    return machine.NULL;
  },
};

export const memoryAttach: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const { block } = operation(pending, 'memory-attach');
    if (machine.slots.get(pending.a) === 0) return noSuch(machine, block);
    return machine.value(decode(machine.data.value(machine.slots.get(pending.a + 1)).data).length);
  },
};

export const memoryUnlink: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const { block } = operation(pending, 'memory-unlink');
    if (machine.slots.get(pending.a) === 0) return noSuch(machine, block);
    machine.slots.set(pending.a, 0);
    return machine.NULL;
  },
};

export const memoryRead: Model = {
  enabled: always,
  apply: (machine, _task, pending) => machine.datum(machine.slots.get(pending.a + 1)),
};

export const memoryWrite: Model = {
  enabled: always,
  apply: (machine, _task, pending) => {
    const { parts } = operation(pending, 'memory-write');
    const content = machine.slots.get(pending.a + 1);
    machine.slots.set(
      pending.a + 1,
      machine.memo(pending.number, content, () => {
        const bytes = decode(machine.data.value(content).data);
        for (const part of parts) {
          const change = decode(part.bytes);
          if (part.offset + change.length <= bytes.length) bytes.set(change, part.offset);
        }
        return machine.data.number({ data: encode(bytes) });
      }),
    );
    return machine.NULL;
  },
};

function operation<K extends Operation['kind']>(pending: Pending, kind: K): Extract<Operation, { kind: K }> {
  if (pending.operation.kind !== kind) throw new Error(`${pending.operation.kind} is not ${kind}`);
  return pending.operation as Extract<Operation, { kind: K }>;
}

function encode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function decode(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
