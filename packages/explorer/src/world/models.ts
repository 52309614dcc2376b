/** The model of each kind of operation. */
import type { OperationKind } from '@lockstep/protocol';
import * as barriers from './barriers.ts';
import { read, write } from './cells.ts';
import { conditionWait, conditionWoken, notify, notifySettled } from './conditions.ts';
import { eventClear, eventIsSet, eventSet, eventWait, eventWoken } from './events.ts';
import { acquire, release, semaphoreValue } from './locks.ts';
import { lend, managerShutdown } from './managed.ts';
import * as memory from './memory.ts';
import type { Model } from './model.ts';
import { closeEnd, poll, receive, send } from './pipes.ts';
import { alive, exit, exitCode, join, start, terminate } from './processes.ts';
import * as queues from './queues.ts';
import { result } from './result.ts';
import { pause, waitReady } from './waiting.ts';

export type Models = Readonly<Record<OperationKind, Model>>;

export const MODELS: Models = {
  acquire,
  release,
  'semaphore-value': semaphoreValue,
  read,
  write,
  'condition-wait': conditionWait,
  'condition-woken': conditionWoken,
  notify,
  'notify-settled': notifySettled,
  'event-set': eventSet,
  'event-clear': eventClear,
  'event-is-set': eventIsSet,
  'event-wait': eventWait,
  'event-woken': eventWoken,
  'barrier-arrive': barriers.barrierArrive,
  'barrier-release': barriers.barrierRelease,
  'barrier-leave': barriers.barrierLeave,
  'barrier-abort': barriers.barrierAbort,
  'barrier-reset': barriers.barrierReset,
  'barrier-state': barriers.barrierState,
  put: queues.put,
  get: queues.get,
  'queue-empty': queues.queueEmpty,
  'queue-full': queues.queueFull,
  'queue-size': queues.queueSize,
  'task-done': queues.taskDone,
  'queue-join': queues.queueJoin,
  'join-feeder': queues.joinFeeder,
  'cancel-join': queues.cancelJoin,
  send,
  receive,
  poll,
  'close-end': closeEnd,
  'wait-ready': waitReady,
  lend,
  'manager-shutdown': managerShutdown,
  'memory-create': memory.memoryCreate,
  'memory-attach': memory.memoryAttach,
  'memory-unlink': memory.memoryUnlink,
  'memory-read': memory.memoryRead,
  'memory-write': memory.memoryWrite,
  start,
  join,
  alive,
  'exit-code': exitCode,
  terminate,
  result,
  exit,
  abandon: queues.abandon,
  pause,
  // Never applied: the explorer stops when one is announced.
  'not-modelled': pause,
};
