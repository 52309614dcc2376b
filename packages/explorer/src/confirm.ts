/**
 * Replays a told schedule on real processes, one at a time: each must announce what the search took it to announce, and
 * gets the response that the world gives. So nothing is reported that rests on a history evaluated wrongly.
 */
import type { Announcement, Response } from '@lockstep/protocol';
import type { Histories } from './program/histories.ts';
import type { Told } from './trace/trace.ts';
import { actorKind, EXPIRE, type Machine, STEP } from './world/machine.ts';

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
  for (const { actor, task, pending } of raw) {
    const kind = actorKind(actor);
    const response = machine.responses.value(machine.responseOf(actor));
    machine.slots.logged = 0;
    while (!machine.step(actor)) {
      machine.slots.undo(0);
      await histories.resolve();
    }
    // A flush and a signal's effect are the world's; a process that a signal ended is not asked again.
    if (kind !== STEP && kind !== EXPIRE) continue;
    const ends = pending?.kind === 'exit';
    const awaited = ends ? [] : [task, ...(pending?.kind === 'start' ? [pending.task] : [])];
    const announced = await processes.step({ process: pathOf(task), response }, awaited.map(pathOf));
    if (!awaited.every((one) => waits(announced, one))) return false;
  }
  return true;
}
