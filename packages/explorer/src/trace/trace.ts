/** Runs the machine along a schedule and tells what happened, step by step. */
import type { OperationKind, Actor as StepActor, Trace, TraceStep, Waiting } from '@lockstep/protocol';
import type { Histories } from '../program/histories.ts';
import { Checksum, findActor, formatSchedule, nameActor, type Schedule, type ScheduledActor } from '../schedule.ts';
import { runner } from '../search/shortest.ts';
import { type Actor, actorIndex, actorKind, EXPIRE, FLUSH, LOST, STEP, STRAND } from '../world/actor.ts';
import type { Machine } from '../world/machine.ts';
import type { Pending } from '../world/model.ts';
import { type DoneStep, Mailboxes } from './messages.ts';
import { Names } from './objects.ts';
import { stepWords, waitWords } from './words.ts';

/** A step as analyses need it. */
export interface RawStep {
  /** Task that acts; for a flush the one whose buffer it is. */
  readonly task: number;
  readonly actor: Actor;
  /** Null for a flush or a death. */
  readonly pending: Pending | null;
  readonly responseNumber: number;
  /** Stable name of the object; null: none. */
  readonly key: string | null;
}

/** Who cannot go on at the end, and in what. */
export interface Wait extends Waiting {
  readonly kind: OperationKind;
}

export interface Told {
  readonly trace: Trace;
  readonly raw: readonly RawStep[];
  /** As the trace has them. */
  readonly waits: readonly Wait[];
  /** Whether it came to an end in which nobody can go on. */
  readonly complete: boolean;
}

/** The schedule does not fit the program: another file, another version, or chance. */
export class ScheduleDrift extends Error {
  override readonly name = 'ScheduleDrift';
  readonly step: number;

  constructor(step: number, message: string) {
    super(message);
    this.step = step;
  }
}

/** Follows actors, as numbers of the machine; `next` is asked for each step, null ends it. `outcome`: what came out, in words. */
export async function tell(
  machine: Machine,
  histories: Histories,
  next: (step: number) => Actor | null,
  outcome: string,
): Promise<Told> {
  return new Teller(machine, histories).tell(next, outcome);
}

/** Follows a schedule of texts. Throws ScheduleDrift where the program does not do what the schedule says. */
export async function replay(
  machine: Machine,
  histories: Histories,
  schedule: Schedule,
  outcome: string,
): Promise<Told> {
  const teller = new Teller(machine, histories);
  const told = await teller.tell((step) => {
    const scheduled = schedule.actors[step];
    if (scheduled === undefined) return null;
    const actor = findActor(machine, scheduled);
    if (actor === null) throw new ScheduleDrift(step, `at step ${step + 1} there is no process ${scheduled.process}`);
    return actor;
  }, outcome);
  if (!told.trace.schedule.endsWith(`;${schedule.checksum}`)) {
    throw new ScheduleDrift(
      schedule.actors.length,
      'the program did something else at some step than when the schedule was made',
    );
  }
  return told;
}

class Teller {
  readonly #machine: Machine;
  readonly #histories: Histories;

  constructor(machine: Machine, histories: Histories) {
    this.#machine = machine;
    this.#histories = histories;
  }

  async tell(next: (step: number) => Actor | null, outcome: string): Promise<Told> {
    const machine = this.#machine;
    while (!machine.begin()) await this.#histories.resolve();
    const steps: TraceStep[] = [];
    const raw: RawStep[] = [];
    const scheduled: ScheduledActor[] = [];
    const checksum = new Checksum();
    const mailboxes = new Mailboxes();
    const enabled: Actor[] = [];
    let names = new Names(machine, this.#histories);
    let known = this.#histories.size;
    let preemptions = 0;
    let last: Actor | null = null;
    for (let step = 0; ; step++) {
      const count = machine.actors(enabled);
      const actor = next(step);
      if (actor === null) break;
      if (!enabled.slice(0, count).includes(actor)) {
        throw new ScheduleDrift(step, `at step ${step + 1} process ${nameActor(machine, actor).process} cannot go on`);
      }
      const before: Actor | null = last;
      const couldGoOn = before !== null && this.#canGoOn(enabled.slice(0, count), before);
      const preemption = before !== null && couldGoOn && runner(machine, actor) !== runner(machine, before);
      if (preemption) preemptions += 1;
      scheduled.push(nameActor(machine, actor));
      const task =
        actorKind(actor) === FLUSH ? (machine.layout.buffers[actorIndex(actor)]?.task ?? 0) : actorIndex(actor);
      const kind = actorKind(actor);
      const byItself = kind === STEP || kind === EXPIRE;
      const pending = byItself ? machine.pendingAt(machine.nodeOf(task)) : null;
      const responseNumber = machine.responseOf(actor);
      const stateBefore = this.#state(names, actor, pending);
      machine.slots.logged = 0;
      while (!machine.step(actor)) {
        machine.slots.undo(0);
        await this.#histories.resolve();
      }
      if (this.#histories.size !== known) {
        known = this.#histories.size;
        names = new Names(machine, this.#histories);
      }
      checksum.add(`${machine.layout.tasks[task]?.path} ${pending?.kind ?? actorKind(actor)} ${pending?.line ?? 0}`);
      const key = this.#key(names, actor, pending);
      raw.push({ task, actor, pending, responseNumber, key });
      const done = this.#done(task, actor, pending, responseNumber, key);
      const from = done === null ? null : mailboxes.follow(step, done);
      steps.push({
        actor: this.#who(task, actor),
        kind: pending === null ? kindWithoutOperation(kind) : actorKind(actor) === EXPIRE ? 'expire' : pending.kind,
        object: this.#objectName(names, actor, pending),
        objectName: key,
        text: this.#words(names, actor, pending, responseNumber),
        before: stateBefore,
        after: this.#state(names, actor, pending),
        result: this.#result(responseNumber, pending),
        line: pending === null || pending.line === 0 ? null : pending.line,
        preemption,
        held: this.#held(names),
        message: from === null ? null : { from },
      });
      last = actor;
    }
    const count = machine.actors(enabled);
    const waits = this.#waits(names);
    const waiting = waits.map(({ kind: _, ...shown }) => shown);
    const processes = machine.layout.tasks
      .filter(({ number }) => machine.nodeOf(number) !== 0)
      .map(({ path }) => ({ path, name: names.process(path) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const schedule = formatSchedule({ actors: scheduled, checksum: checksum.text });
    const trace = { schedule, processes, steps, preemptions, waiting, outcome };
    return { trace, raw, waits, complete: count === 0 };
  }

  #canGoOn(enabled: readonly Actor[], last: Actor): boolean {
    const machine = this.#machine;
    return enabled.some((actor) => actorKind(actor) !== EXPIRE && runner(machine, actor) === runner(machine, last));
  }

  #who(task: number, actor: Actor): StepActor {
    return { process: this.#machine.layout.tasks[task]?.path ?? '0', feeder: actorKind(actor) === FLUSH };
  }

  #bufferQueue(actor: Actor): number {
    return this.#machine.layout.buffers[actorIndex(actor)]?.queueSlot ?? 0;
  }

  #objectName(names: Names, actor: Actor, pending: Pending | null): string | null {
    if (pending !== null) return names.object(pending);
    return actorKind(actor) === FLUSH ? names.named(this.#bufferQueue(actor)) : null;
  }

  #key(names: Names, actor: Actor, pending: Pending | null): string | null {
    if (pending !== null) return names.key(pending);
    return actorKind(actor) === FLUSH ? this.#machine.objectAt(this.#bufferQueue(actor)).name : null;
  }

  #state(names: Names, actor: Actor, pending: Pending | null): string | null {
    if (pending !== null) return names.state(pending);
    return actorKind(actor) === FLUSH ? names.stateOf(this.#machine.objectAt(this.#bufferQueue(actor))) : null;
  }

  #words(names: Names, actor: Actor, pending: Pending | null, responseNumber: number): string {
    if (pending === null) {
      switch (actorKind(actor)) {
        case FLUSH:
          return `what it put becomes visible in ${names.named(this.#bufferQueue(actor))}`;
        case STRAND:
          return 'is ended by a signal while it holds the read lock of the queue';
        case LOST:
          return 'loses the reply to its last call: the manager is shut down before';
        default:
          return 'is ended by a signal';
      }
    }
    const words = stepWords(pending, names.object(pending), this.#machine.responses.value(responseNumber), names);
    return actorKind(actor) === EXPIRE ? `${words} (its time is over)` : words;
  }

  #result(responseNumber: number, pending: Pending | null): string | null {
    if (pending === null) return null;
    const response = this.#machine.responses.value(responseNumber);
    if (response.kind === 'raise') return response.type;
    if (response.value === null || pending.kind === 'start' || pending.kind === 'join') return null;
    const text = JSON.stringify(response.value);
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
  }

  #held(names: Names): TraceStep['held'] {
    const machine = this.#machine;
    return machine.layout.objects.flatMap((object) => {
      if (object.spec.kind !== 'lock' && object.spec.kind !== 'rlock') return [];
      const nameSlot = machine.layout.nameSlot(object.name);
      if (machine.slots.get(nameSlot) !== object.number + 1) return [];
      const owner = machine.slots.get(object.slot);
      const path = machine.layout.tasks[owner - 1]?.path;
      return path === undefined ? [] : [{ object: names.named(nameSlot), process: path }];
    });
  }

  /** Null for a step that moves no item: it raised, its time was over, or it is about something else. */
  #done(
    task: number,
    actor: Actor,
    pending: Pending | null,
    responseNumber: number,
    key: string | null,
  ): DoneStep | null {
    if (key === null) return null;
    if (pending === null) return { kind: 'flush', key, task, buffered: true, end: 0 };
    const raised = this.#machine.responses.value(responseNumber).kind === 'raise';
    if (raised || actorKind(actor) !== STEP) return null;
    const { kind, a: end } = pending;
    return { kind, key, task, buffered: kind === 'put' && this.#buffers(pending), end };
  }

  #buffers(pending: Pending): boolean {
    const { spec } = this.#machine.object(pending);
    return spec.kind === 'queue' && spec.feeder;
  }

  /** Those who live and cannot go on. */
  #waits(names: Names): Wait[] {
    const machine = this.#machine;
    return machine.layout.tasks.flatMap(({ number, path }) => {
      const node = machine.nodeOf(number);
      if (node <= 0) return [];
      const pending = machine.pendingAt(node);
      const object = names.object(pending);
      const line = pending.line === 0 ? null : pending.line;
      // One that could go on is at the end of a schedule only when that would change nothing.
      const round = pending.model.enabled(machine, number, pending);
      const text = round
        ? `goes round for ever${object === null ? '' : `, looking at ${object}`}`
        : waitWords(pending, object);
      return [{ process: path, kind: pending.kind, text, object, line, heldBy: this.#heldBy(number, pending) }];
    });
  }

  /** Who could let a waiting process go on, where it is known. */
  #heldBy(task: number, pending: Pending): string[] {
    const machine = this.#machine;
    const pathOf = (number: number): string[] => {
      const path = machine.layout.tasks[number]?.path;
      return path === undefined ? [] : [path];
    };
    if (pending.kind === 'join') return pathOf(pending.task);
    if (pending.nameSlot === 0 || machine.slots.get(pending.nameSlot) === 0) return [];
    const object = machine.object(pending);
    const lock = object.spec.kind === 'cells' && object.lockSlot !== 0 ? machine.objectAt(object.lockSlot) : object;
    if (lock.spec.kind !== 'lock' && lock.spec.kind !== 'rlock') return [];
    const owner = machine.slots.get(lock.slot);
    return owner === 0 || (owner - 1 === task && lock.spec.kind === 'rlock') ? [] : pathOf(owner - 1);
  }
}

function kindWithoutOperation(kind: number): string {
  return kind === FLUSH ? 'flush' : kind === LOST ? 'lost' : 'death';
}
