/**
 * What a program under exploration says and hears. An executor (a process of the program, in the sandbox) announces its
 * next visible operation; the explorer answers with a response when it lets the operation happen. Everything here
 * comes from a hostile process: it is validated, bounded, and a lie can only make the submission fail.
 *
 * Terms: an object's name is `<path of the process that made it>#<number among those it made>`, a process's name is
 * its path (`0` is the main process, `0.1` the second child that it made). Both are independent of the schedule.
 * A datum is a value that the explorer compares but never interprets; `text` is how a person reads it.
 */
import { z } from 'zod';
import { ProcessPath } from './ids.ts';

export const ObjectName = z.string().regex(/^0(?:\.\d{1,4}){0,6}#\d{1,5}$/);
export type ObjectName = z.infer<typeof ObjectName>;

const MAX_DATUM = 2_000_000;
export const Datum = z.strictObject({ data: z.string().max(MAX_DATUM), text: z.string().max(200).optional() });
export type Datum = z.infer<typeof Datum>;

const Count = z.int().min(0).max(2_147_483_647);
const Index = z.int().min(0).max(1_000_000);
const End = z.union([z.literal(0), z.literal(1)]);
const Text = z.string().max(2_000);

/** Of an object in a manager's process: it is gone when the manager is shut down. */
const managed = { manager: ObjectName.optional() };

/** An object of the world, made by a process and not visible to others before the next operation. */
export const ObjectSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lock'), ...managed }),
  z.strictObject({ kind: z.literal('rlock'), ...managed }),
  /** `max` null: no bound (Semaphore); else the bound of a BoundedSemaphore. */
  z.strictObject({ kind: z.literal('semaphore'), value: Count, max: Count.nullable(), ...managed }),
  z.strictObject({ kind: z.literal('condition'), lock: ObjectName, ...managed }),
  z.strictObject({ kind: z.literal('event'), ...managed }),
  z.strictObject({ kind: z.literal('barrier'), parties: z.int().min(1).max(64), ...managed }),
  /** Shared memory of separately readable cells. With a lock, each access needs it (Value, Array). */
  z.strictObject({ kind: z.literal('cells'), initial: z.array(Datum).max(4_096), lock: ObjectName.nullable() }),
  /** `feeder`: put returns before the item is visible (Queue, JoinableQueue); else put writes by itself (SimpleQueue, a manager's queue). `bounded` by maxSize when it is above 0. */
  z.strictObject({
    kind: z.literal('queue'),
    maxSize: Count,
    feeder: z.boolean(),
    /** Bytes that fit into its pipe; null: no pipe (a manager's queue). */
    capacity: Count.nullable(),
    ...managed,
  }),
  z.strictObject({ kind: z.literal('pipe'), duplex: z.boolean(), capacity: Count }),
  z.strictObject({ kind: z.literal('manager') }),
  /** An object that lives in a manager's process, as an opaque blob. */
  z.strictObject({ kind: z.literal('blob'), manager: ObjectName.nullable(), initial: Datum }),
]);
export type ObjectSpec = z.infer<typeof ObjectSpec>;

export const Creation = z.strictObject({
  name: ObjectName,
  spec: ObjectSpec,
  /** What the candidate calls it where it was made. */
  label: z.string().max(100).optional(),
});
export type Creation = z.infer<typeof Creation>;

/** An exception that ended a process, or the entry's call. */
export const ExplorationFailure = z.strictObject({
  type: z.string().max(300),
  message: Text,
  line: z.int().min(0).nullable(),
});
export type ExplorationFailure = z.infer<typeof ExplorationFailure>;

/** Something `connection.wait` can wait for. */
export const Waitable = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('process'), process: ProcessPath }),
  z.strictObject({ kind: z.literal('pipe'), pipe: ObjectName, end: End }),
  z.strictObject({ kind: z.literal('queue'), queue: ObjectName }),
]);
export type Waitable = z.infer<typeof Waitable>;

const blocking = { block: z.boolean(), timed: z.boolean() };

/**
 * The visible operations. `timed`: it has a finite timeout, which may expire whenever the operation cannot go on.
 * The comment says what the response's value is; null where nothing is said.
 */
export const Operation = z.discriminatedUnion('kind', [
  /** true, or false when it does not block or its timeout expired. `count`: levels of an RLock taken at once. */
  z.strictObject({ kind: z.literal('acquire'), lock: ObjectName, ...blocking, count: Count.optional() }),
  /** Raises ValueError (lock, semaphore) or AssertionError (rlock). */
  z.strictObject({ kind: z.literal('release'), lock: ObjectName }),
  /** The semaphore's value; of a lock 1 when it is free, else 0. */
  z.strictObject({ kind: z.literal('semaphore-value'), lock: ObjectName }),
  /** Reads cells from..to-1: an array of data. `raw`: past the lock of the cells. */
  z.strictObject({ kind: z.literal('read'), cells: ObjectName, from: Index, to: Index, raw: z.boolean().optional() }),
  z.strictObject({
    kind: z.literal('write'),
    cells: ObjectName,
    from: Index,
    data: z.array(Datum).max(4_096),
    raw: z.boolean().optional(),
  }),
  /** Gives its lock up and goes to sleep: the number of levels given up. Raises AssertionError when it is not held. */
  z.strictObject({ kind: z.literal('condition-wait'), condition: ObjectName }),
  /** true when notified, false when the timeout expired. The lock is then taken again by `acquire` with `count`. */
  z.strictObject({ kind: z.literal('condition-woken'), condition: ObjectName, timed: z.boolean() }),
  /** Grants up to `count` (null: all) sleepers their wake-up. Raises AssertionError when the lock is not held. */
  z.strictObject({ kind: z.literal('notify'), condition: ObjectName, count: Count.nullable() }),
  /** The second half of notify: goes on when all who were granted a wake-up have taken it. */
  z.strictObject({ kind: z.literal('notify-settled'), condition: ObjectName }),
  z.strictObject({ kind: z.literal('event-set'), event: ObjectName }),
  z.strictObject({ kind: z.literal('event-clear'), event: ObjectName }),
  z.strictObject({ kind: z.literal('event-is-set'), event: ObjectName }),
  /** true when it is set; else false, and the process sleeps: `event-woken` follows. */
  z.strictObject({ kind: z.literal('event-wait'), event: ObjectName }),
  /** Whether the event is set by then. */
  z.strictObject({ kind: z.literal('event-woken'), event: ObjectName, timed: z.boolean() }),
  /** Waits while an earlier round leaves, then counts itself in: its index in the round. Raises BrokenBarrierError. */
  z.strictObject({ kind: z.literal('barrier-arrive'), barrier: ObjectName }),
  /** By the last one to arrive, after the action: lets the round go, or breaks the barrier when the action failed. */
  z.strictObject({ kind: z.literal('barrier-release'), barrier: ObjectName, ok: z.boolean() }),
  /** By the others: goes on when the round is let go. Raises BrokenBarrierError, also when its timeout expires. */
  z.strictObject({ kind: z.literal('barrier-leave'), barrier: ObjectName, timed: z.boolean() }),
  z.strictObject({ kind: z.literal('barrier-abort'), barrier: ObjectName }),
  z.strictObject({ kind: z.literal('barrier-reset'), barrier: ObjectName }),
  /** [number waiting, whether it is broken]. */
  z.strictObject({ kind: z.literal('barrier-state'), barrier: ObjectName }),
  /** Raises Full. `bytes`: what the item takes in the pipe. */
  z.strictObject({ kind: z.literal('put'), queue: ObjectName, item: Datum, bytes: Count, ...blocking }),
  /** The item's data. Raises Empty. */
  z.strictObject({ kind: z.literal('get'), queue: ObjectName, ...blocking }),
  z.strictObject({ kind: z.literal('queue-empty'), queue: ObjectName }),
  z.strictObject({ kind: z.literal('queue-full'), queue: ObjectName }),
  z.strictObject({ kind: z.literal('queue-size'), queue: ObjectName }),
  /** Raises ValueError when called too many times. */
  z.strictObject({ kind: z.literal('task-done'), queue: ObjectName }),
  z.strictObject({ kind: z.literal('queue-join'), queue: ObjectName }),
  /** Waits until the process's own buffer is flushed. */
  z.strictObject({ kind: z.literal('join-feeder'), queue: ObjectName }),
  /** The process will not wait for its buffer when it ends. */
  z.strictObject({ kind: z.literal('cancel-join'), queue: ObjectName }),
  /** Raises BrokenPipeError when nobody can read it. */
  z.strictObject({ kind: z.literal('send'), pipe: ObjectName, end: End, item: Datum, bytes: Count }),
  /** The item's data. Raises EOFError when nothing is left and nobody can write. */
  z.strictObject({ kind: z.literal('receive'), pipe: ObjectName, end: End }),
  /** Whether something, or the end, can be read now. Blocks up to its timeout when `block`. */
  z.strictObject({ kind: z.literal('poll'), pipe: ObjectName, end: End, ...blocking }),
  z.strictObject({ kind: z.literal('close-end'), pipe: ObjectName, end: End }),
  /** Indices of those that are ready, in order; empty when the timeout expired. */
  z.strictObject({ kind: z.literal('wait-ready'), of: z.array(Waitable).max(64), ...blocking }),
  /**
   * Lends a manager's object for one method call. Its data; with the next announcement the executor returns the changed
   * blob as an effect. Raises what a proxy raises when the manager is down.
   */
  z.strictObject({ kind: z.literal('lend'), blob: ObjectName, method: z.string().max(100), reads: z.boolean() }),
  z.strictObject({ kind: z.literal('manager-shutdown'), manager: ObjectName }),
  /** Raises FileExistsError. The block is zeroes. */
  z.strictObject({ kind: z.literal('memory-create'), block: Text, size: Count }),
  /** The block's size. Raises FileNotFoundError. */
  z.strictObject({ kind: z.literal('memory-attach'), block: Text }),
  /** Raises FileNotFoundError. */
  z.strictObject({ kind: z.literal('memory-unlink'), block: Text }),
  /** The whole content, in base64. Works on an unlinked block too, while somebody has it. */
  z.strictObject({ kind: z.literal('memory-read'), block: Text }),
  /** Changes bytes: each part is an offset and bytes in base64. */
  z.strictObject({
    kind: z.literal('memory-write'),
    block: Text,
    parts: z.array(z.strictObject({ offset: Count, bytes: z.string().max(MAX_DATUM) })).max(4_096),
  }),
  /** The child begins. It inherits all open pipe ends, or those in `ends` (spawn). */
  z.strictObject({
    kind: z.literal('start'),
    process: ProcessPath,
    label: z.string().max(200),
    daemon: z.boolean(),
    ends: z.array(z.strictObject({ pipe: ObjectName, end: End })).nullable(),
  }),
  /** true when it has ended, false when the timeout expired. */
  z.strictObject({ kind: z.literal('join'), process: ProcessPath, ...blocking }),
  z.strictObject({ kind: z.literal('alive'), process: ProcessPath }),
  /** The exit code, null while it runs. */
  z.strictObject({ kind: z.literal('exit-code'), process: ProcessPath }),
  z.strictObject({ kind: z.literal('terminate'), process: ProcessPath, signal: z.int().min(1).max(64) }),
  /** The entry's call has ended: the main process only, once. `value` is a PythonValue. */
  z.strictObject({
    kind: z.literal('result'),
    result: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('returned'), value: z.string().max(MAX_DATUM) }),
      z.strictObject({ kind: z.literal('raised'), failure: ExplorationFailure }),
      z.strictObject({ kind: z.literal('unsendable'), message: Text }),
    ]),
  }),
  /** The process ends. The last operation of every process; has no response. */
  z.strictObject({ kind: z.literal('exit'), code: z.int(), failure: ExplorationFailure.nullable() }),
  /** os._exit: what the process's buffers hold is not waited for. */
  z.strictObject({ kind: z.literal('abandon') }),
  /** Time passes: orders nothing. */
  z.strictObject({ kind: z.literal('pause') }),
  /** The program uses something that is not modelled. Has no response: the exploration ends undecided. */
  z.strictObject({ kind: z.literal('not-modelled'), what: z.string().max(300) }),
]);
export type Operation = z.infer<typeof Operation>;
export type OperationKind = Operation['kind'];

/** What a model may raise in a process. */
export const RAISED = [
  'AssertionError',
  'BrokenBarrierError',
  'BrokenPipeError',
  'ConnectionResetError',
  'ConnectionRefusedError',
  'Empty',
  'EOFError',
  'FileExistsError',
  'FileNotFoundError',
  'Full',
  'IndexError',
  'OSError',
  'RuntimeError',
  'ValueError',
] as const;
export type Raised = (typeof RAISED)[number];

export type ResponseValue = null | boolean | number | string | readonly (string | number | boolean)[];
export type Response =
  | { readonly kind: 'value'; readonly value: ResponseValue }
  | { readonly kind: 'raise'; readonly type: Raised; readonly message: string };

/** Applied together with the operation that was answered before. */
export const Effect = z.discriminatedUnion('kind', [
  /** The blob that was lent comes back changed. */
  z.strictObject({ kind: z.literal('blob'), blob: ObjectName, item: Datum }),
  /** An item that waits in the process's own buffer of a queue was changed before it was pickled. */
  z.strictObject({ kind: z.literal('buffer'), queue: ObjectName, index: Index, item: Datum, bytes: Count }),
  /** The process's copy of a pipe's end is closed, since nothing there refers to it any more. */
  z.strictObject({ kind: z.literal('close'), pipe: ObjectName, end: End }),
]);
export type Effect = z.infer<typeof Effect>;

/** One announcement: what happened invisibly since the last response, and the operation that comes next. */
export const Announcement = z.strictObject({
  creations: z.array(Creation).max(4_096).optional(),
  effects: z.array(Effect).max(256).optional(),
  operation: Operation,
  /** Line of the candidate's file, 0 when it is not known. */
  line: z.int().min(0).max(10_000_000),
  /** The candidate's own name for the object: `counter`, `self.lock`. */
  label: z.string().max(100).optional(),
  /** Equal keys of one process at one operation: equal futures. Absent when the executor cannot vouch for it. */
  key: z.string().max(64).optional(),
  /** Of a process's first announcement: children of one process with equal roles do the same but for who they are. */
  role: z.string().max(64).optional(),
  /** The response that this operation always gets unless it raises; the executor went on with it. */
  sure: z.union([z.null(), z.boolean()]).optional(),
});
export type Announcement = z.infer<typeof Announcement>;
