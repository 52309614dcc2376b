/** Names and colours of a trace's processes. Pure. */
import type { Trace, Waiting } from '@lockstep/protocol';
import { laneClass } from '../ui/lanes.ts';

export function nameOf({ processes }: Trace, path: string): string {
  return processes.find((process) => process.path === path)?.name ?? path;
}

export function laneOf({ processes }: Trace, path: string): string {
  return laneClass(
    Math.max(
      0,
      processes.findIndex((process) => process.path === path),
    ),
  );
}

/**
 * Who holds what a process waits for. `names`: of the holders; a process that is waited for holds nothing. `self`: the
 * waiting process is the only one.
 */
export function holdersOf(trace: Trace, { process, object, heldBy }: Waiting) {
  const names = heldBy.map((holder) => nameOf(trace, holder)).filter((name) => name !== object);
  return { names, self: heldBy.length === 1 && heldBy[0] === process };
}

/** The process that a preemption took the turn from. */
export function preempted(trace: Trace, index: number): string | null {
  const before = trace.steps[index - 1];
  return before === undefined ? null : nameOf(trace, before.actor.process);
}
