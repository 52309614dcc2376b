/** Notes in the order in which they are read: along the interview, along the code, then what is said of all of it. Pure. */
import type { Note } from '@lockstep/protocol';

export interface NoteGroups {
  /** At a time, as the interview went. */
  readonly timed: readonly Note[];
  /** On submissions and their lines. */
  readonly lines: readonly Note[];
  readonly general: readonly Note[];
}

/** What an attempt is called. */
export interface AttemptName {
  readonly title: string;
  readonly number: number;
}

export type AttemptNames = ReadonlyMap<string, AttemptName>;

export function noteGroups(notes: readonly Note[], names: AttemptNames): NoteGroups {
  const onCode = (note: Note): boolean => note.submission !== null;
  return {
    timed: notes.filter((note) => !onCode(note) && note.atMs !== null).toSorted((a, b) => timeOf(a) - timeOf(b)),
    lines: notes.filter(onCode).toSorted((a, b) => compareLines(a, b, names)),
    general: notes.filter((note) => !onCode(note) && note.atMs === null),
  };
}

function timeOf({ atMs }: Note): number {
  return atMs ?? 0;
}

function compareLines(a: Note, b: Note, names: AttemptNames): number {
  const [first, second] = [names.get(a.submission ?? ''), names.get(b.submission ?? '')];
  const bySubmission =
    (first?.title ?? '').localeCompare(second?.title ?? '') ||
    (first?.number ?? 0) - (second?.number ?? 0) ||
    (a.submission ?? '').localeCompare(b.submission ?? '');
  return bySubmission || (a.line ?? 0) - (b.line ?? 0);
}

/** Of one submission, by line; those on all of it are not there. */
export function notesByLine(notes: readonly Note[], submission: string): ReadonlyMap<number, readonly Note[]> {
  const lines = new Map<number, Note[]>();
  for (const note of notes) {
    if (note.submission !== submission || note.line === null) continue;
    lines.set(note.line, [...(lines.get(note.line) ?? []), note]);
  }
  return lines;
}
