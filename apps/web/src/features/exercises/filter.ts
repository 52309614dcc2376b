/** Which exercises the list shows, and how many each choice would show. Pure. */
import type { Difficulty, ExerciseListItem, Track, VerdictCode } from '@lockstep/protocol';
import { type ExerciseStatus, statusOf } from '../../shared/exercise-status.ts';

export interface ExerciseFilter {
  readonly q: string;
  readonly status: ExerciseStatus | null;
  readonly difficulty: Difficulty | null;
  readonly failure: VerdictCode | null;
}

export const NO_FILTER: ExerciseFilter = { q: '', status: null, difficulty: null, failure: null };

export function matches(item: ExerciseListItem, filter: ExerciseFilter): boolean {
  if (filter.status !== null && statusOf(item) !== filter.status) return false;
  if (filter.difficulty !== null && item.difficulty !== filter.difficulty) return false;
  if (filter.failure !== null && !item.usualFailures.includes(filter.failure)) return false;
  const text = [item.title, item.summary, item.slug, item.track.title, ...item.tags].join(' ').toLowerCase();
  return filter.q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** How many exercises each status has under the rest of the filter. */
export function statusCounts(items: readonly ExerciseListItem[], filter: ExerciseFilter) {
  const rest = items.filter((item) => matches(item, { ...filter, status: null }));
  const count = (status: ExerciseStatus) => rest.filter((item) => statusOf(item) === status).length;
  return { all: rest.length, todo: count('todo'), attempted: count('attempted'), solved: count('solved') };
}

/** Every failure that some exercise lists, in the order of first appearance. */
export function failuresOf(items: readonly ExerciseListItem[]): VerdictCode[] {
  return [...new Set(items.flatMap((item) => item.usualFailures))];
}

export interface TrackGroup {
  readonly track: Track;
  readonly items: readonly ExerciseListItem[];
  /** Over the whole track, whatever the filter. */
  readonly solved: number;
  readonly total: number;
}

/** The tracks in order, each with the exercises that match, in order. Tracks without any exercise are left out. */
export function groupByTrack(
  tracks: readonly Track[],
  items: readonly ExerciseListItem[],
  filter: ExerciseFilter,
): TrackGroup[] {
  return [...tracks]
    .sort((a, b) => a.number - b.number)
    .map((track) => {
      const own = items.filter((item) => item.track.number === track.number).sort((a, b) => a.position - b.position);
      return {
        track,
        items: own.filter((item) => matches(item, filter)),
        solved: own.filter((item) => statusOf(item) === 'solved').length,
        total: own.length,
      };
    })
    .filter((group) => group.total > 0);
}

/** The exercise to go on with after `slug`: the next one in list order that is not solved, or null. */
export function nextUnsolved(groups: readonly TrackGroup[], slug: string): ExerciseListItem | null {
  const order = groups.flatMap((group) => group.items);
  const from = order.findIndex((item) => item.slug === slug);
  const rotated = [...order.slice(from + 1), ...order.slice(0, Math.max(0, from))];
  return rotated.find((item) => statusOf(item) !== 'solved') ?? null;
}
