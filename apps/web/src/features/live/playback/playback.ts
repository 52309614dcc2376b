/** How a recording is played: what comes next, and what is passed over. Pure; times are milliseconds since the sitting began. */

export const PLAYBACK_SPEEDS = [1, 2, 4, 8, 16] as const;
export type PlaybackSpeed = (typeof PLAYBACK_SPEEDS)[number];

/** A pause is passed over where nothing happens for longer than this, in time as it is watched. */
const LONGEST_PAUSE_MS = 2_000;
/** What happens after a pause is seen coming. */
const BEFORE_MS = 500;

export interface PlaybackStep {
  readonly speed: PlaybackSpeed;
  readonly skipsPauses: boolean;
  /** Times at which something happens, in order. */
  readonly events: readonly number[];
  readonly endMs: number;
}

/** Where playing has come to when `elapsedMs` have passed for whoever watches. */
export function advanced(atMs: number, elapsedMs: number, { speed, skipsPauses, events, endMs }: PlaybackStep): number {
  const to = Math.min(endMs, atMs + elapsedMs * speed);
  if (!skipsPauses) return to;
  const next = events[firstAfter(events, atMs, (event) => event)] ?? endMs;
  return next - atMs > LONGEST_PAUSE_MS * speed ? Math.max(to, next - BEFORE_MS * speed) : to;
}

/** Index of the first one that is later. `things`: in the order of their times. */
export function firstAfter<Thing>(things: readonly Thing[], atMs: number, timeOf: (thing: Thing) => number): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const thing = things[middle];
    if (thing !== undefined && timeOf(thing) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two marks that stand closer together than this are one stop. */
const SAME_MS = 50;

/** The mark before or after a time; null: there is none. */
export function nextMark(marks: readonly number[], atMs: number, step: 1 | -1): number | null {
  if (step === 1) return marks.find((mark) => mark > atMs + SAME_MS) ?? null;
  return marks.findLast((mark) => mark < atMs - SAME_MS) ?? null;
}
