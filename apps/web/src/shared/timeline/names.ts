/** Names and colours of a trace's processes. Pure. */
import type { Trace } from '@lockstep/protocol';
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

/** The process that a preemption took the turn from. */
export function preempted(trace: Trace, index: number): string | null {
  const before = trace.steps[index - 1];
  return before === undefined ? null : nameOf(trace, before.actor.process);
}
