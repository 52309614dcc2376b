/**
 * Names what went wrong in a failing trace, for people: the pattern, one sentence, and the two steps that nothing
 * ordered. It explains a verdict and never decides one.
 */
import type { OperationKind, Pattern, Trace, TraceStep } from '@lockstep/protocol';
import { actorKind, LOST, STRAND } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import type { RawStep, Told, Wait } from './trace.ts';

export interface Explained {
  readonly pattern: Pattern;
  readonly sentence: string;
  /** Numbers of steps, from 0. */
  readonly unordered: readonly number[];
}

interface Access {
  readonly step: number;
  readonly task: number;
  readonly key: string;
  readonly reads: boolean;
  readonly writes: boolean;
  /** Of an object that was lent: for which of its methods. */
  readonly method: string | null;
}

/** Methods by which one looks before one acts. */
const LOOKS: ReadonlySet<string> = new Set(['__contains__']);

/** `livelock`: it is stuck although somebody could go on. */
export function explain(
  machine: Machine,
  told: Told,
  verdict: 'race' | 'deadlock' | 'other',
  livelock: boolean,
): Explained {
  const explained = explanationOf(machine, told, verdict, livelock);
  return { ...explained, sentence: explained.sentence.charAt(0).toUpperCase() + explained.sentence.slice(1) };
}

function explanationOf(
  machine: Machine,
  told: Told,
  verdict: 'race' | 'deadlock' | 'other',
  livelock: boolean,
): Explained {
  const accesses = accessesOf(machine, told.raw);
  if (verdict === 'deadlock') return explainDeadlock(told, accesses, livelock);
  return (
    lostReply(told.trace, told.raw) ??
    lostUpdate(told.trace, accesses) ??
    earlyEnd(told.trace, told.raw) ??
    orderViolation(told.trace, accesses) ??
    staleRead(told.trace, accesses) ?? {
      pattern: 'unknown',
      sentence: `In this order of steps the program ${told.trace.outcome}.`,
      unordered: [],
    }
  );
}

/** A manager is shut down while somebody still waits for its reply. */
function lostReply(trace: Trace, raw: readonly RawStep[]): Explained | null {
  const lost = raw.findIndex(({ actor }) => actorKind(actor) === LOST);
  if (lost < 0) return null;
  const task = raw[lost]?.task;
  const call = raw.findLastIndex((step, at) => at < lost && step.task === task);
  const what = trace.steps[call]?.text ?? 'called it';
  return {
    pattern: 'order-violation',
    sentence: `the manager is shut down while ${nameOf(trace, lost)} still waits for its reply (it ${what}): nobody waited for the end of that process first.`,
    unordered: [call, lost],
  };
}

function accessesOf(machine: Machine, raw: readonly RawStep[]): Access[] {
  return raw.flatMap(({ task, pending, key, responseNumber }, step): Access[] => {
    if (pending === null || key === null) return [];
    if (machine.responses.value(responseNumber).kind === 'raise') return [];
    const { operation } = pending;
    const one = (name: string, reads: boolean, writes: boolean): Access => ({
      step,
      task,
      key: name,
      reads,
      writes,
      method: operation.kind === 'lend' ? operation.method : null,
    });
    switch (operation.kind) {
      case 'read':
        return range(operation.from, operation.to).map((index) => one(`${key}[${index}]`, true, false));
      case 'write':
        return range(operation.from, operation.from + operation.data.length).map((index) =>
          one(`${key}[${index}]`, false, true),
        );
      case 'lend':
        return [one(key, operation.reads || CHECKS.has(operation.method), !operation.reads)];
      case 'memory-read':
        return [one(key, true, false)];
      case 'memory-write':
        return [one(key, false, true)];
      default:
        return [];
    }
  });
}

const CHECKS: ReadonlySet<string> = new Set(['setdefault', 'pop', 'popitem']);
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, Math.min(64, to - from)) }, (_, at) => from + at);

const nameOf = (trace: Trace, step: number): string => {
  const path = (trace.steps[step] as TraceStep).actor.process;
  return trace.processes.find((process) => process.path === path)?.name ?? path;
};
const objectOf = (trace: Trace, step: number): string => (trace.steps[step] as TraceStep).object ?? 'a shared object';

const sameOf = (one: Access, other: Access): boolean => one.task === other.task && one.key === other.key;

/** One reads; another one writes; the first writes what it made of the old value. */
function lostUpdate(trace: Trace, accesses: readonly Access[]): Explained | null {
  for (const last of accesses) {
    if (!last.writes) continue;
    // Since its own last write it may have read several times; what counts is whether another one wrote in between.
    const earlier = accesses.findLast((one) => one.writes && one.step < last.step && sameOf(one, last));
    const read = accesses.find(
      (one) => one.reads && one.step > (earlier?.step ?? -1) && one.step < last.step && sameOf(one, last),
    );
    if (read === undefined) continue;
    const other = accesses.find(
      (one) =>
        one.writes && one.task !== last.task && one.key === last.key && one.step > read.step && one.step < last.step,
    );
    if (other === undefined) continue;
    const object = objectOf(trace, last.step);
    const [first, second] = [nameOf(trace, last.step), nameOf(trace, other.step)];
    const checked = read.method !== null && LOOKS.has(read.method);
    return checked
      ? {
          pattern: 'check-then-act',
          sentence: `${first} looked into ${object} and then acted on what it had seen, but ${second} changed ${object} in between.`,
          unordered: [read.step, other.step],
        }
      : {
          pattern: 'lost-update',
          sentence: `${first} read ${object}, ${second} changed it, and then ${first} wrote what it had made of the old value: the change of ${second} was lost.`,
          unordered: [other.step, last.step],
        };
  }
  return null;
}

/** A queue was taken for finished although something was still to come. */
function earlyEnd(trace: Trace, raw: readonly RawStep[]): Explained | null {
  for (const [step, { pending, key }] of raw.entries()) {
    if (pending === null || key === null) continue;
    const shown = trace.steps[step] as TraceStep;
    const sawEnd =
      (pending.kind === 'queue-empty' && shown.result === 'true') ||
      (pending.kind === 'get' && shown.result === 'Empty') ||
      (pending.kind === 'queue-size' && shown.result === '0') ||
      (pending.kind === 'poll' && shown.result === 'false');
    if (!sawEnd) continue;
    const later = trace.steps.findIndex(
      (other, at) =>
        at > step &&
        other.objectName === key &&
        (other.kind === 'flush' || other.kind === 'put' || other.kind === 'send'),
    );
    if (later < 0) continue;
    return {
      pattern: 'early-end-of-queue',
      sentence: `${nameOf(trace, step)} found ${objectOf(trace, step)} empty and took that for the end, but ${nameOf(trace, later)} had more to come.`,
      unordered: [step, later],
    };
  }
  return null;
}

/** The main process looked before a child wrote. */
function orderViolation(trace: Trace, accesses: readonly Access[]): Explained | null {
  for (const read of accesses) {
    if (!read.reads || read.task !== 0) continue;
    const write = accesses.find((one) => one.writes && one.task !== 0 && one.key === read.key && one.step > read.step);
    if (write === undefined) continue;
    const again = accesses.some((one) => one.reads && one.task === 0 && one.key === read.key && one.step > write.step);
    if (again) continue;
    return {
      pattern: 'order-violation',
      sentence: `${nameOf(trace, read.step)} read ${objectOf(trace, read.step)} before ${nameOf(trace, write.step)} had written it: nothing made it wait.`,
      unordered: [read.step, write.step],
    };
  }
  return null;
}

function staleRead(trace: Trace, accesses: readonly Access[]): Explained | null {
  for (const read of accesses) {
    if (!read.reads) continue;
    const write = accesses.find(
      (one) => one.writes && one.task !== read.task && one.key === read.key && one.step > read.step,
    );
    if (write === undefined) continue;
    return {
      pattern: 'stale-read',
      sentence: `${nameOf(trace, read.step)} read ${objectOf(trace, read.step)}, and ${nameOf(trace, write.step)} changed it afterwards: what was read was out of date.`,
      unordered: [read.step, write.step],
    };
  }
  return null;
}

/** What one waits in for a lock; for room, or for somebody to take what it put; to be woken. */
const LOCKED: ReadonlySet<OperationKind> = new Set(['acquire', 'read', 'write']);
const STUFFED: ReadonlySet<OperationKind> = new Set(['exit', 'join-feeder', 'put', 'send']);
const ASLEEP: ReadonlySet<OperationKind> = new Set(['condition-woken', 'event-woken', 'queue-join']);

function explainDeadlock({ trace, raw, waits }: Told, accesses: readonly Access[], livelock: boolean): Explained {
  const name = (path: string): string => trace.processes.find((process) => process.path === path)?.name ?? path;
  if (livelock) {
    const lookers = waits.map(({ process }) => name(process)).join(' and ');
    return {
      pattern: 'livelock',
      sentence: `${lookers} can go round for ever: nothing that could still happen lets the program end.`,
      unordered: [],
    };
  }
  const selfish = waits.find(({ process, heldBy }) => heldBy.includes(process));
  if (selfish !== undefined) {
    return {
      pattern: 'self-deadlock',
      sentence: `${name(selfish.process)} waits for ${selfish.object ?? 'a lock'}, which it holds itself.`,
      unordered: [],
    };
  }
  const cycle = cycleOf(waits);
  const locks = cycle.filter(({ kind }) => LOCKED.has(kind));
  if (cycle.length >= 2 && locks.length === cycle.length) {
    const parts = cycle.map(
      ({ process, object, heldBy }) =>
        `${name(process)} waits for ${object ?? 'a lock'}, which ${name(heldBy[0] as string)} holds`,
    );
    return { pattern: 'lock-order', sentence: `${parts.join('; ')}.`, unordered: [] };
  }
  const dead = waits.find(({ heldBy }) => heldBy.some((path) => !waits.some(({ process }) => process === path)));
  const stuffed = waits.find(({ kind }) => STUFFED.has(kind));
  if (stuffed !== undefined) {
    return {
      pattern: 'full-pipe',
      sentence: `${name(stuffed.process)} ${stuffed.text}, and nobody reads it any more.`,
      unordered: [],
    };
  }
  const sleeper = waits.find(({ kind }) => ASLEEP.has(kind));
  if (sleeper !== undefined) {
    const woken = trace.steps.findLastIndex(
      (step) => step.object === sleeper.object && (step.kind === 'notify' || step.kind === 'event-clear'),
    );
    const asleep = trace.steps.findLastIndex(
      (step) => step.object === sleeper.object && (step.kind === 'condition-wait' || step.kind === 'event-wait'),
    );
    return {
      pattern: 'lost-wake-up',
      sentence: `${name(sleeper.process)} ${sleeper.text}, and nobody is left who could: ${woken >= 0 && woken < asleep ? 'the wake-up came before it slept' : 'no wake-up comes'}.`,
      unordered: woken >= 0 && asleep >= 0 ? [woken, asleep] : [],
    };
  }
  if (dead !== undefined) {
    return {
      pattern: 'waits-for-nobody',
      sentence: `${name(dead.process)} ${dead.text}, held by ${name(dead.heldBy[0] as string)}, which has ended without letting it go.`,
      unordered: [],
    };
  }
  const first = waits.find(({ kind }) => kind !== 'join') ?? waits[0];
  const ended = raw.findIndex(({ actor }) => actorKind(actor) === STRAND);
  if (first !== undefined && ended >= 0) {
    return {
      pattern: 'waits-for-nobody',
      sentence: `${nameOf(trace, ended)} was ended by a signal while it waited for an item, and took the queue's read lock with it: ${name(first.process)} ${first.text} for ever.`,
      unordered: [],
    };
  }
  const early = raw.length > 0 ? earlyEnd(trace, raw) : null;
  if (first === undefined) return { pattern: 'unknown', sentence: 'The program does not end.', unordered: [] };
  return {
    pattern: 'waits-for-nobody',
    sentence: `${name(first.process)} ${first.text}, and nothing that could let it go on will happen${early === null ? '' : `: ${early.sentence}`}${early === null ? '.' : ''}`,
    unordered: accesses.length > 0 && early !== null ? [...early.unordered] : [],
  };
}

/** Processes that wait for one another in a circle, along the first holder of each. */
function cycleOf(waits: readonly Wait[]): readonly Wait[] {
  const byProcess = new Map(waits.map((wait) => [wait.process, wait]));
  for (const start of waits) {
    const way: (typeof start)[] = [];
    for (let at: typeof start | undefined = start; at !== undefined; at = byProcess.get(at.heldBy[0] ?? '')) {
      const seen = way.indexOf(at);
      if (seen >= 0) return way.slice(seen);
      way.push(at);
    }
  }
  return [];
}
