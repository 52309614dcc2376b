/** What each process has last seen of an object, and whether that is out of date. Pure. */
import type { Trace } from '@lockstep/protocol';
import { seen } from '../../shared/timeline/crossing.ts';

export interface Look {
  readonly path: string;
  /** Null before its first look. */
  readonly value: string | null;
  /** Step of the look, from 0; -1 before the first. */
  readonly step: number;
  /** Somebody else has changed the object since, and it has not done so itself. */
  readonly stale: boolean;
}

/** Of the processes that ever look at the object and change it, after step `at`. */
export function looksAfter({ processes, steps }: Trace, key: string, at: number): Look[] {
  const about = steps.map((step, index) => ({ step, index })).filter(({ step }) => step.objectName === key);
  return processes.flatMap(({ path }): Look[] => {
    const own = about.filter(({ step }) => step.actor.process === path);
    if (!own.some(({ step }) => step.kind === 'read') || !own.some(({ step }) => step.kind === 'write')) return [];
    const look = own.findLast(({ step, index }) => index <= at && step.kind === 'read');
    if (look === undefined) return [{ path, value: null, step: -1, stale: false }];
    const since = about.filter(({ step, index }) => index > look.index && index <= at && step.kind === 'write');
    // Its own write makes it known again what the object is; at that step it is still told what the write was made of.
    const wrote = since.findIndex(({ step, index }) => step.actor.process === path && index < at);
    const stale = wrote < 0 && since.some(({ step }) => step.actor.process !== path);
    return [{ path, value: seen(look.step), step: look.index, stale }];
  });
}
