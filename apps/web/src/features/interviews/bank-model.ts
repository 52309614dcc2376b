/** The bank as the picker shows it: exercises and questions by track, in the order of the learning path. Pure. */
import type { ExerciseList, InterviewItem } from '@lockstep/protocol';
import { type PathStep, pathTracks } from '../../shared/path/path-model.ts';

export interface BankEntry extends InterviewItem {
  readonly title: string;
  readonly minutes: number;
}

export interface BankTrack {
  readonly number: number;
  readonly title: string;
  readonly entries: readonly BankEntry[];
}

/** The tracks with what fits each word of the filter; tracks in which nothing does are left out. */
export function bankTracks(list: ExerciseList, filter: string): readonly BankTrack[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return pathTracks(list)
    .map(({ track, steps }) => ({
      number: track.number,
      title: track.title,
      entries: steps.filter((step) => fits(step, words)).map(entryOf),
    }))
    .filter(({ entries }) => entries.length > 0);
}

/** All of the bank by kind and slug. */
export function bankEntries(list: ExerciseList): ReadonlyMap<string, BankEntry> {
  const entries = pathTracks(list).flatMap(({ steps }) => steps.map(entryOf));
  return new Map(entries.map((entry) => [itemKey(entry), entry]));
}

export function itemKey({ kind, slug }: InterviewItem): string {
  return `${kind} ${slug}`;
}

function entryOf({ kind, item }: PathStep): BankEntry {
  return { kind, slug: item.slug, title: item.title, minutes: item.minutes };
}

function fits({ kind, item }: PathStep, words: readonly string[]): boolean {
  const text = [kind, item.title, item.summary, item.slug, item.track.title, ...item.tags].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}
