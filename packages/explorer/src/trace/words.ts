/** A step in words: what a process does to what. Present tense, without the subject. */
import type { Response } from '@lockstep/protocol';
import type { Pending } from '../world/model.ts';
import type { Names } from './objects.ts';

/** `object`: how the object is called. */
export function stepWords(pending: Pending, object: string | null, response: Response, names: Names): string {
  const what = object ?? '';
  const value = response.kind === 'value' ? response.value : null;
  const raised = response.kind === 'raise' ? `, which raises ${response.type}` : '';
  const { operation } = pending;
  switch (operation.kind) {
    case 'acquire':
      return value === false ? `does not get ${what}` : `takes ${what}`;
    case 'release':
      return `lets ${what} go${raised}`;
    case 'semaphore-value':
      return `looks at ${what}: ${String(value)}`;
    case 'read':
      return `reads ${what}${names.range(pending, operation.from, operation.to)}: ${cells(value)}`;
    case 'write':
      return `writes ${what}${names.range(pending, operation.from, operation.from + operation.data.length)}: ${pending.data.map((datum) => names.text(datum)).join(', ')}`;
    case 'condition-wait':
      return `waits on ${what} and lets its lock go${raised}`;
    case 'condition-woken':
      return value === false ? `gives up waiting on ${what}` : `is woken by ${what}`;
    case 'notify':
      return operation.count === null
        ? `wakes all who wait on ${what}${raised}`
        : `wakes one who waits on ${what}${raised}`;
    case 'notify-settled':
      return `sees that those on ${what} are awake`;
    case 'event-set':
      return `sets ${what}`;
    case 'event-clear':
      return `clears ${what}`;
    case 'event-is-set':
      return `looks whether ${what} is set: ${yes(value)}`;
    case 'event-wait':
      return value === true ? `passes ${what}, which is set` : `goes to sleep until ${what} is set`;
    case 'event-woken':
      return value === true ? `is woken by ${what}` : `gives up waiting for ${what}`;
    case 'barrier-arrive':
      return `arrives at ${what}${raised}`;
    case 'barrier-release':
      return `lets all pass ${what}`;
    case 'barrier-leave':
      return `passes ${what}${raised}`;
    case 'barrier-abort':
      return `breaks ${what}`;
    case 'barrier-reset':
      return `resets ${what}`;
    case 'barrier-state':
      return `looks at ${what}`;
    case 'put':
      return `puts ${pending.data.map((datum) => names.text(datum)).join('')} into ${what}${raised}`;
    case 'get':
      return response.kind === 'raise' ? `finds ${what} empty${raised}` : `gets an item from ${what}`;
    case 'queue-empty':
      return `looks whether ${what} is empty: ${yes(value)}`;
    case 'queue-full':
      return `looks whether ${what} is full: ${yes(value)}`;
    case 'queue-size':
      return `asks for the size of ${what}: ${String(value)}`;
    case 'task-done':
      return `marks a task of ${what} as done${raised}`;
    case 'queue-join':
      return `sees that all tasks of ${what} are done`;
    case 'join-feeder':
      return `sees its items in ${what} written`;
    case 'cancel-join':
      return `will not wait for its items in ${what}`;
    case 'send':
      return `sends ${pending.data.map((datum) => names.text(datum)).join('')} over ${what}${raised}`;
    case 'receive':
      return response.kind === 'raise' ? `finds the end of ${what}${raised}` : `receives from ${what}`;
    case 'poll':
      return `looks whether ${what} has something: ${yes(value)}${raised}`;
    case 'close-end':
      return `closes its end of ${what}`;
    case 'wait-ready':
      return 'waits until something is ready';
    case 'lend':
      return `calls ${what}.${operation.method}${raised}`;
    case 'manager-shutdown':
      return `shuts ${what} down`;
    case 'memory-create':
      return `creates ${what}${raised}`;
    case 'memory-attach':
      return `opens ${what}${raised}`;
    case 'memory-unlink':
      return `removes ${what}${raised}`;
    case 'memory-read':
      return `reads ${what}`;
    case 'memory-write':
      return `writes ${what}`;
    case 'start':
      return `starts ${what}`;
    case 'join':
      return value === false ? `stops waiting for ${what}` : `sees ${what} ended`;
    case 'alive':
      return `looks whether ${what} is alive: ${yes(value)}`;
    case 'exit-code':
      return `asks for the exit code of ${what}: ${value === null ? 'none yet' : String(value)}`;
    case 'terminate':
      return `sends ${what} a signal to end`;
    case 'result':
      return operation.result.kind === 'returned' ? 'returns from the call' : 'leaves the call by an exception';
    case 'exit':
      return operation.failure === null
        ? `ends${operation.code === 0 ? '' : ` with exit code ${operation.code}`}`
        : `ends by ${operation.failure.type}`;
    case 'abandon':
      return 'ends at once';
    case 'pause':
      return 'sleeps';
    case 'not-modelled':
      return `uses ${operation.what}`;
  }
}

/** What a process that cannot go on waits for. */
export function waitWords(pending: Pending, object: string | null): string {
  const what = object ?? '';
  switch (pending.kind) {
    case 'acquire':
      return `waits for ${what}`;
    case 'read':
    case 'write':
      return `waits for the lock of ${what}`;
    case 'condition-woken':
      return `waits to be woken by ${what}`;
    case 'event-woken':
      return `waits until ${what} is set`;
    case 'barrier-arrive':
    case 'barrier-leave':
      return `waits at ${what}`;
    case 'put':
    case 'send':
      return `waits for room in ${what}`;
    case 'get':
    case 'receive':
    case 'poll':
      return `waits for something in ${what}`;
    case 'queue-join':
      return `waits until all tasks of ${what} are done`;
    case 'join':
      return `waits for the end of ${what}`;
    case 'exit':
    case 'join-feeder':
      return 'waits until what it put into a queue is read';
    default:
      return `waits (${pending.kind})`;
  }
}

const yes = (value: unknown): string => (value === true ? 'yes' : 'no');

function cells(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : '';
}
