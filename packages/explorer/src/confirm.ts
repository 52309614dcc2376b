/**
 * Replays a told schedule on real processes, one at a time: each must announce what the search took it to announce, and
 * gets the response that the world gives. So nothing is reported that rests on a history evaluated wrongly.
 */
import type { Announcement, Response } from '@lockstep/protocol';
import type { Histories } from './program/histories.ts';
import type { Told } from './trace/trace.ts';
import { actorKind, EXPIRE, LOST, STEP } from './world/actor.ts';
import type { Machine } from './world/machine.ts';

/** Real processes that wait for a response at each operation. */
export interface ScheduledProcesses {
  step(
    respond: { readonly process: string; readonly response: Response } | null,
    awaited: readonly string[],
  ): Promise<ReadonlyMap<string, Announcement | null>>;
}

/** Whether the processes did what the schedule says, step by step. */
export async function confirm(
  machine: Machine,
  histories: Histories,
  { raw }: Pick<Told, 'raw'>,
  processes: ScheduledProcesses,
): Promise<boolean> {
  while (!machine.begin()) await histories.resolve();
  const pathOf = (task: number): string => machine.layout.tasks[task]?.path ?? '';
  const waits = (announced: ReadonlyMap<string, Announcement | null>, task: number): boolean => {
    const announcement = announced.get(pathOf(task));
    const expected = machine.pendingAt(machine.nodeOf(task));
    return (
      announcement != null &&
      announcement.line === expected.line &&
      JSON.stringify(announcement.operation) === JSON.stringify(expected.operation)
    );
  };
  if (!waits(await processes.step(null, ['0']), 0)) return false;
  const lost = callsWithoutReply(raw);
  /** What callers announced that got an error in place of their reply, before the world is where they are. */
  const early = new Map<number, ReadonlyMap<string, Announcement | null>>();
  for (const [index, { actor, task, pending }] of raw.entries()) {
    const kind = actorKind(actor);
    const loses = lost.has(index);
    const response = machine.responses.value(loses ? machine.lost : machine.responseOf(actor));
    const shutter = kind === LOST ? machine.shutterOf(task) : null;
    machine.slots.logged = 0;
    while (!machine.step(actor)) {
      machine.slots.undo(0);
      await histories.resolve();
    }
    if (shutter !== null) {
      const down = { process: pathOf(shutter), response };
      const told = early.get(task);
      if (told === undefined || !waits(told, task)) return false;
      if (!waits(await processes.step(down, [pathOf(shutter)]), shutter)) return false;
      continue;
    }
    // A flush and a signal's effect are the world's; a process that a signal ended is not asked again.
    if (kind !== STEP && kind !== EXPIRE) continue;
    const ends = pending?.kind === 'exit';
    const awaited = ends ? [] : [task, ...(pending?.kind === 'start' ? [pending.task] : [])];
    const announced = await processes.step({ process: pathOf(task), response }, awaited.map(pathOf));
    if (loses) early.set(task, announced);
    else if (!awaited.every((one) => waits(announced, one))) return false;
  }
  return true;
}

/** Steps whose reply is lost by a later one. */
function callsWithoutReply(raw: Told['raw']): ReadonlySet<number> {
  const calls = new Set<number>();
  for (const [index, { actor, task }] of raw.entries()) {
    if (actorKind(actor) !== LOST) continue;
    calls.add(raw.findLastIndex((step, at) => at < index && step.task === task && actorKind(step.actor) === STEP));
  }
  return calls;
}
