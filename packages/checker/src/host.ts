/**
 * Runs authors' checker modules in disposable processes. A process serves the calls of one module in a row while it is
 * healthy; it is replaced after any fault and thrown away when another module needs its place or after some idle time.
 * Calls are served first come, first served, by at most `processes` processes.
 */
import { PythonValue } from '@lockstep/protocol';
import type { z } from 'zod';
import { CheckerProcess, type RawReply } from './checker-process.ts';
import { BOUNDS, CallHeader, CheckBody, type CheckerFault } from './messages.ts';

export type CheckerResult<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'fault'; readonly fault: CheckerFault; readonly detail: string };

export interface GenerateCall {
  /** TypeScript source of the author's module. */
  readonly module: string;
  /** Name of the exported function. */
  readonly generator: string;
  readonly params: readonly PythonValue[];
}

export interface CheckCall {
  readonly module: string;
  /** Arguments of the entry, in order. */
  readonly args: readonly PythonValue[];
  /** What the entry returned. */
  readonly outcome: PythonValue;
}

export interface CheckerHost {
  /** Makes a value. Rejects with the signal's reason when that aborts, and after `close`. */
  generate(call: GenerateCall, signal?: AbortSignal): Promise<CheckerResult<PythonValue>>;
  /** Decides whether an outcome is acceptable. Rejects like `generate`. */
  check(call: CheckCall, signal?: AbortSignal): Promise<CheckerResult<{ accepted: boolean; message: string }>>;
  /** Ends every process and refuses what waits. Settles when the processes are gone. */
  close(): Promise<void>;
}

export interface CheckerHostOptions {
  /** Time of loading the module, and again of the call itself, inside the isolate. */
  readonly timeoutMs?: number;
  /** Memory of the V8 isolate. */
  readonly memoryMiB?: number;
  /** Resident memory of the whole process. */
  readonly rssMiB?: number;
  /** Most processes at the same time. */
  readonly processes?: number;
  /** A process that had nothing to do for so long is ended. */
  readonly idleMs?: number;
  /** Unprivileged user id that the processes become where the host is root. Belongs to no one else. */
  readonly uid?: number;
  /** Told of every process that is started; for tests and logs. */
  readonly onStart?: (pid: number | undefined) => void;
}

const MOST_WAITING = 1_000;

interface Job {
  readonly header: CallHeader;
  readonly argsJson: string;
  readonly signal: AbortSignal | undefined;
  readonly settle: (reply: RawReply) => void;
  readonly refuse: (reason: unknown) => void;
}

interface Seat {
  readonly process: CheckerProcess;
  readonly module: string;
  job: Job | null;
  idleTimer: NodeJS.Timeout | null;
}

/** Opens a host. It starts no process before the first call. */
export function openCheckerHost(options: CheckerHostOptions = {}): CheckerHost {
  const { timeoutMs = 5_000, memoryMiB = 256, rssMiB = 768, processes = 2, idleMs = 30_000, uid = 61_999 } = options;
  const limits = { rssMiB, graceMs: 2_000, startMs: 30_000, uid };
  const seats = new Set<Seat>();
  const dying = new Set<Promise<void>>();
  const waiting: Job[] = [];
  let closed = false;

  const discard = (seat: Seat): void => {
    if (seat.idleTimer !== null) clearTimeout(seat.idleTimer);
    seats.delete(seat);
    seat.process.kill();
    const end = seat.process.ended().then(() => {
      dying.delete(end);
      serve();
    });
    dying.add(end);
  };

  /** A seat that can take a call of this module now, or null when all are busy. A process counts until it is gone. */
  const findSeat = (module: string): Seat | null => {
    const idle = [...seats].filter((seat) => seat.job === null);
    for (const seat of idle) if (seat.process.over) discard(seat);
    const healthy = idle.filter((seat) => !seat.process.over);
    const same = healthy.find((seat) => seat.module === module);
    if (same !== undefined) return same;
    if (seats.size + dying.size >= processes) {
      const other = healthy[0];
      if (other !== undefined && dying.size === 0) discard(other);
      return null;
    }
    const process = new CheckerProcess(limits);
    options.onStart?.(process.pid);
    const seat: Seat = { process, module, job: null, idleTimer: null };
    seats.add(seat);
    return seat;
  };

  const serve = (): void => {
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      const seat = findSeat(job.header.module);
      if (seat === null) return;
      waiting.shift();
      void work(seat, job);
    }
  };

  const work = async (seat: Seat, job: Job): Promise<void> => {
    if (seat.idleTimer !== null) clearTimeout(seat.idleTimer);
    seat.idleTimer = null;
    seat.job = job;
    const stop = (): void => seat.process.kill();
    job.signal?.addEventListener('abort', stop, { once: true });
    const reply = await seat.process.call(job.header, job.argsJson);
    job.signal?.removeEventListener('abort', stop);
    seat.job = null;
    if (seat.process.over || closed) discard(seat);
    else seat.idleTimer = setTimeout(() => discard(seat), idleMs);
    if (closed) job.refuse(closedError());
    else if (job.signal?.aborted === true) job.refuse(job.signal.reason);
    else job.settle(reply);
    serve();
  };

  const submit = (header: CallHeader, argsJson: string, signal: AbortSignal | undefined): Promise<RawReply> => {
    if (closed) return Promise.reject(closedError());
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    if (waiting.length >= MOST_WAITING) return Promise.reject(new Error(`${MOST_WAITING} calls already wait`));
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const place = waiting.indexOf(job);
        if (place === -1) return;
        waiting.splice(place, 1);
        reject(signal?.reason);
      };
      const job: Job = {
        header,
        argsJson,
        signal,
        settle: (reply) => {
          signal?.removeEventListener('abort', leave);
          resolve(reply);
        },
        refuse: (reason) => {
          signal?.removeEventListener('abort', leave);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(job);
      serve();
    });
  };

  const ask = async <T>(
    call: Omit<CallHeader, 'timeoutMs' | 'memoryMiB'>,
    args: readonly PythonValue[],
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
  ): Promise<CheckerResult<T>> => {
    const header = CallHeader.safeParse({ ...call, timeoutMs, memoryMiB });
    if (!header.success) return malformed(header.error.issues[0]?.message ?? 'a malformed call');
    const argsJson = JSON.stringify(args);
    const tooLarge = oversize(call.module, argsJson);
    if (tooLarge !== null) return malformed(tooLarge);
    const reply = await submit(header.data, argsJson, signal);
    return reply.kind === 'fault' ? reply : readAnswer(reply.json, schema);
  };

  return {
    generate: ({ module, generator, params }, signal) =>
      ask({ kind: 'generate', module, exportName: generator }, params, PythonValue, signal),
    check: ({ module, args, outcome }, signal) =>
      ask({ kind: 'check', module, exportName: 'check' }, [args, outcome], CheckBody, signal),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.refuse(closedError());
      for (const seat of [...seats]) {
        // A busy seat's work() ends it and refuses its job once the kill has shown.
        if (seat.job === null) discard(seat);
        else seat.process.kill();
      }
      await Promise.all([...[...seats].map((seat) => seat.process.ended()), ...dying]);
    },
  };
}

function readAnswer<T>(json: string, schema: z.ZodType<T>): CheckerResult<T> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return malformed('the answer is not JSON');
  }
  const answer = schema.safeParse(parsed);
  return answer.success
    ? { kind: 'answer', value: answer.data }
    : malformed(answer.error.issues[0]?.message ?? 'the answer has the wrong form');
}

function oversize(module: string, argsJson: string): string | null {
  if (Buffer.byteLength(module) > BOUNDS.moduleBytes) return `checker.ts has more than ${BOUNDS.moduleBytes} bytes`;
  if (Buffer.byteLength(argsJson) > BOUNDS.inputBytes) return `the input has more than ${BOUNDS.inputBytes} bytes`;
  return null;
}

function malformed(detail: string): { readonly kind: 'fault'; readonly fault: 'malformed'; readonly detail: string } {
  return { kind: 'fault', fault: 'malformed', detail };
}

function closedError(): Error {
  return new Error('the checker host is closed');
}
