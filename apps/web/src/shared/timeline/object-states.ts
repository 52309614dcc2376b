/** The shared objects of a trace, and what each of them is after a step. Pure. */
import type { Trace, TraceStep } from '@lockstep/protocol';

export interface SharedObject {
  /** Stable name. */
  readonly key: string;
  /** As the candidate calls it. */
  readonly name: string;
  readonly kind: ObjectKind;
  /** Steps that are about it. */
  readonly count: number;
}

export type ObjectKind =
  | 'lock'
  | 'semaphore'
  | 'condition'
  | 'event'
  | 'barrier'
  | 'value'
  | 'queue'
  | 'pipe'
  | 'memory'
  | 'manager'
  | 'managed'
  | 'other';

export interface ObjectState extends SharedObject {
  readonly value: string;
  /** The value before the step, when the step changed it. */
  readonly was: string | null;
  /** Of a lock: the process that has it. */
  readonly holder: string | null;
}

/** In the order in which they are first used. Processes are no objects. */
export function objectsOf({ steps }: Trace): SharedObject[] {
  const found = new Map<string, { name: string; kinds: Set<string>; state: string | null; count: number }>();
  for (const { kind, object, objectName, before } of steps) {
    if (objectName === null || objectName.startsWith('process ')) continue;
    const known = found.get(objectName);
    if (known === undefined) {
      found.set(objectName, { name: object ?? objectName, kinds: new Set([kind]), state: before, count: 1 });
    } else {
      known.kinds.add(kind);
      known.state ??= before;
      known.count += 1;
    }
  }
  return [...found].map(([key, { name, kinds, state, count }]) => ({ key, name, kind: kindOf(kinds, state), count }));
}

/** Those that have a state, as they are after step `at`. */
export function statesAfter(trace: Trace, objects: readonly SharedObject[], at: number): ObjectState[] {
  return objects.flatMap((object) => {
    const own = trace.steps.filter(({ objectName }) => objectName === object.key);
    const first = own.find(({ before }) => before !== null);
    if (first?.before == null) return [];
    const state = stateAfter(trace, object, at) ?? first.before;
    const step = trace.steps[at];
    const before = stateAfter(trace, object, at - 1) ?? first.before;
    return [
      {
        ...object,
        value: state,
        was: step !== undefined && before !== state ? before : null,
        ...held(trace, object, state),
      },
    ];
  });
}

/** Null before the first step about it. */
function stateAfter({ steps, processes }: Trace, { key, name, kind }: SharedObject, at: number): string | null {
  let slept = false;
  for (let before = Math.min(at, steps.length - 1); before >= 0; before--) {
    const step = steps[before] as TraceStep;
    if (step.objectName === key && step.after !== null) {
      if (!slept || kind !== 'lock') return step.after;
      // Who waits on a condition lets its lock go and takes it again, in steps that are about the condition.
      const holder = steps[Math.min(at, steps.length - 1)]?.held.find(({ object }) => object === name)?.process;
      return holder === undefined ? FREE : HELD_BY + (processes.find(({ path }) => path === holder)?.name ?? holder);
    }
    if (step.kind.startsWith('condition')) slept = true;
  }
  return null;
}

const FREE = 'free';
const HELD_BY = 'held by ';

function held({ processes }: Trace, { kind }: SharedObject, state: string): { readonly holder: string | null } {
  if (kind !== 'lock' || !state.startsWith(HELD_BY)) return { holder: null };
  const words = state.slice(HELD_BY.length);
  const byName =
    processes.find(({ name }) => words === name) ?? processes.find(({ name }) => words.startsWith(`${name} `));
  return { holder: byName?.path ?? null };
}

/** A trace does not name kinds, but what is done to an object tells its kind. */
function kindOf(kinds: ReadonlySet<string>, state: string | null): ObjectKind {
  const does = (...some: readonly string[]): boolean => some.some((kind) => kinds.has(kind));
  if (does('lend')) return 'managed';
  if (does('manager-shutdown', 'lost')) return 'manager';
  if (does('condition-wait', 'condition-woken', 'notify', 'notify-settled')) return 'condition';
  if (does('event-set', 'event-clear', 'event-is-set', 'event-wait', 'event-woken')) return 'event';
  if ([...kinds].some((kind) => kind.startsWith('barrier-'))) return 'barrier';
  if ([...kinds].some((kind) => kind.startsWith('memory-'))) return 'memory';
  if (does('put', 'get', 'flush', 'task-done', 'join-feeder', 'cancel-join')) return 'queue';
  if ([...kinds].some((kind) => kind.startsWith('queue-'))) return 'queue';
  if (does('send', 'receive', 'close-end', 'poll')) return 'pipe';
  if (does('semaphore-value')) return 'semaphore';
  if (does('acquire', 'release')) return state === FREE || state?.startsWith(HELD_BY) ? 'lock' : 'semaphore';
  return does('read', 'write') ? 'value' : 'other';
}

/** Where each process is after step `at`, by the line; at a dead end where those wait who wait for ever. */
export function placesAfter(trace: Trace, at: number): ReadonlyMap<number, readonly string[]> {
  const lines = new Map<string, number>();
  const ended = new Set<string>();
  for (const { actor, line, kind } of trace.steps.slice(0, at + 1)) {
    if (actor.feeder) continue;
    if (line !== null) lines.set(actor.process, line);
    if (kind === 'exit' || kind === 'abandon' || kind === 'death') ended.add(actor.process);
  }
  if (at >= trace.steps.length - 1) {
    for (const { process, line } of trace.waiting) if (line !== null) lines.set(process, line);
  }
  const places = new Map<number, string[]>();
  for (const { path } of trace.processes) {
    const line = lines.get(path);
    if (line === undefined || ended.has(path)) continue;
    places.set(line, [...(places.get(line) ?? []), path]);
  }
  return places;
}

/** The step of another schedule that is the same operation: as many of that actor came before it. Null: it has none. */
export function sameOperation(trace: Trace, at: number, other: Trace): number | null {
  const step = trace.steps[at];
  if (step === undefined) return null;
  const sameActor = ({ actor }: TraceStep): boolean =>
    actor.process === step.actor.process && actor.feeder === step.actor.feeder;
  let left = trace.steps.slice(0, at + 1).filter(sameActor).length;
  for (const [where, candidate] of other.steps.entries()) {
    if (!sameActor(candidate)) continue;
    left -= 1;
    // After another value it may have gone another way.
    if (left === 0) return candidate.kind === step.kind ? where : null;
  }
  return null;
}
