/**
 * The choices that led to a position as the text that stands in the address: the middle part of a schedule, runs of
 * `process*times` with the times left out when 1. What a choice may look like is for the player to say. Pure.
 */

/** The player plays no longer games. */
const MAX_STEPS = 2_000;
const RUN = /^([^\s,*;]{1,60})(?:\*([1-9]\d{0,3}))?$/;

/** `0*2,0.1,0.0!`; empty at the beginning. */
export function runsText(actors: readonly string[]): string {
  const runs: { readonly actor: string; times: number }[] = [];
  for (const actor of actors) {
    const last = runs.at(-1);
    if (last?.actor === actor) last.times += 1;
    else runs.push({ actor, times: 1 });
  }
  return runs.map(({ actor, times }) => (times === 1 ? actor : `${actor}*${times}`)).join(',');
}

/** Null for what is no such text. */
export function parseRuns(text: string): readonly string[] | null {
  if (text === '') return [];
  const actors: string[] = [];
  for (const run of text.split(',')) {
    const [, actor, times = '1'] = RUN.exec(run) ?? [];
    if (actor === undefined || actors.length + Number(times) > MAX_STEPS) return null;
    for (let time = 0; time < Number(times); time++) actors.push(actor);
  }
  return actors;
}

/** Whether `actors` begins with `start`. */
export function startsWith(actors: readonly string[], start: readonly string[]): boolean {
  return start.length <= actors.length && start.every((actor, at) => actors[at] === actor);
}

/** One step on along `way`; from beside it, back to where the two part. Null at its end. */
export function towards(way: readonly string[], actors: readonly string[]): readonly string[] | null {
  if (startsWith(way, actors)) return actors.length === way.length ? null : way.slice(0, actors.length + 1);
  const parting = actors.findIndex((actor, at) => way[at] !== actor);
  return way.slice(0, parting);
}
