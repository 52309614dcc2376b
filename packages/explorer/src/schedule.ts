/**
 * A schedule as text: which actor goes on at each step. `1;0*3,0.1*2,0.0!,0.1~0#2,0.1x;9f2c01ab`: a version; runs of
 * `process*times` (the times left out when 1), `!` a timeout expires, `~queue` the process's feeder flushes, `x` a signal
 * ends it, `X` while it holds a queue's read lock, `L` a manager is shut down before it has its reply; a checksum over what was done, so that a schedule of another program or version is noticed (drift).
 */

import { type Actor, actorIndex, actorKind, actorOf, DEATH, EXPIRE, FLUSH, LOST, STEP, STRAND } from './world/actor.ts';
import type { Machine } from './world/machine.ts';

const VERSION = '1';
/** What stands behind the process for each kind of step of its own. */
const MARKS = { step: '', expire: '!', death: 'x', strand: 'X', lost: 'L' } as const;
const MAX_LENGTH = 100_000;
const MAX_STEPS = 20_000;

export interface Schedule {
  readonly actors: readonly ScheduledActor[];
  readonly checksum: string;
}

export type ScheduledActor =
  | { readonly kind: keyof typeof MARKS; readonly process: string }
  | { readonly kind: 'flush'; readonly process: string; readonly queue: string };

/** What a text that is no schedule is refused with; the message says what to do. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}

export function formatSchedule({ actors, checksum }: Schedule): string {
  const runs: string[] = [];
  for (let at = 0; at < actors.length; ) {
    const text = formatActor(actors[at] as ScheduledActor);
    let times = 1;
    while (at + times < actors.length && formatActor(actors[at + times] as ScheduledActor) === text) times += 1;
    runs.push(times === 1 ? text : `${text}*${times}`);
    at += times;
  }
  return `${VERSION};${runs.join(',')};${checksum}`;
}

/** `0.1`, `0.0!`, `0.1~0#2`, `0.1x`. */
export function formatActor(actor: ScheduledActor): string {
  switch (actor.kind) {
    case 'flush':
      return `${actor.process}~${actor.queue}`;
    default:
      return `${actor.process}${MARKS[actor.kind]}`;
  }
}

const ACTOR = /^(0(?:\.\d{1,4}){0,6})(!|x|X|L|~(0(?:\.\d{1,4}){0,6}#\d{1,5}))?(?:\*(\d{1,5}))?$/;

/** Throws ScheduleError. */
export function parseSchedule(text: string): Schedule {
  if (text.length > MAX_LENGTH) throw new ScheduleError(`a schedule has at most ${MAX_LENGTH} characters`);
  const [version, runs, checksum, ...rest] = text.trim().split(';');
  if (runs === undefined || checksum === undefined || rest.length > 0) {
    throw new ScheduleError('this is no schedule: copy the whole text between the quotes, it begins with "1;"');
  }
  if (version !== VERSION)
    throw new ScheduleError(`schedules of version ${version} cannot be replayed, only ${VERSION}`);
  const actors: ScheduledActor[] = [];
  for (const run of runs === '' ? [] : runs.split(',')) {
    const match = ACTOR.exec(run);
    if (match === null) throw new ScheduleError(`"${run.slice(0, 40)}" is no step of a schedule`);
    const [, process = '', mark, queue, times = '1'] = match;
    const actor: ScheduledActor =
      queue !== undefined ? { kind: 'flush', process, queue } : { kind: markedBy(mark ?? ''), process };
    for (let time = 0; time < Number(times); time++) actors.push(actor);
    if (actors.length > MAX_STEPS) throw new ScheduleError(`a schedule has at most ${MAX_STEPS} steps`);
  }
  return { actors, checksum };
}

/** What `formatActor` made. Throws ScheduleError. */
export function parseActor(text: string): ScheduledActor {
  const { actors } = parseSchedule(`${VERSION};${text};`);
  const [actor] = actors;
  if (actor === undefined || actors.length !== 1)
    throw new ScheduleError(`"${text.slice(0, 40)}" is no step of a schedule`);
  return actor;
}

function markedBy(mark: string): keyof typeof MARKS {
  for (const kind of ['expire', 'death', 'strand', 'lost'] as const) if (MARKS[kind] === mark) return kind;
  return 'step';
}

export function nameActor(machine: Machine, actor: Actor): ScheduledActor {
  const index = actorIndex(actor);
  const task = (number: number): string => machine.layout.tasks[number]?.path ?? '';
  switch (actorKind(actor)) {
    case FLUSH: {
      const buffer = machine.layout.buffers[index];
      return { kind: 'flush', process: task(buffer?.task ?? 0), queue: buffer?.queue ?? '' };
    }
    case EXPIRE:
      return { kind: 'expire', process: task(index) };
    case DEATH:
      return { kind: 'death', process: task(index) };
    case STRAND:
      return { kind: 'strand', process: task(index) };
    case LOST:
      return { kind: 'lost', process: task(index) };
    default:
      return { kind: 'step', process: task(index) };
  }
}

/** The machine's number of an actor; null when there is no such process or buffer. */
export function findActor(machine: Machine, actor: ScheduledActor): Actor | null {
  const task = machine.layout.tasks.find(({ path }) => path === actor.process);
  if (task === undefined) return null;
  switch (actor.kind) {
    case 'flush': {
      const buffer = task.buffers.find(({ queue }) => queue === actor.queue);
      return buffer === undefined ? null : actorOf(FLUSH, buffer.number);
    }
    case 'expire':
      return actorOf(EXPIRE, task.number);
    case 'death':
      return actorOf(DEATH, task.number);
    case 'strand':
      return actorOf(STRAND, task.number);
    case 'lost':
      return actorOf(LOST, task.number);
    default:
      return actorOf(STEP, task.number);
  }
}

/** Eight hexadecimal digits over texts (FNV-1a). */
export class Checksum {
  #value = 0x811c_9dc5;

  add(text: string): void {
    for (let at = 0; at < text.length; at++) this.#value = Math.imul(this.#value ^ text.charCodeAt(at), 0x0100_0193);
    this.#value = Math.imul(this.#value ^ 0x0a, 0x0100_0193);
  }

  get text(): string {
    return (this.#value >>> 0).toString(16).padStart(8, '0');
  }
}
