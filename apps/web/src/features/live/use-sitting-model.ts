/** What the page of a sitting shows, from what is known of it and the moment that it is at. */
import type { ItemStanding, PersonKey, SittingMoment, Slug, SubmissionSummary } from '@lockstep/protocol';
import { useMemo } from 'react';
import { VERDICT_FACES } from '../../shared/ui/verdict.tsx';
import { factsOf, inTime, looksOf, whereaboutsOf } from './facts/facts.ts';
import type { TypedAt } from './followed.ts';
import { TIMELINE } from './messages.ts';
import type { RecordingsSnapshot } from './recording/recordings.ts';
import { sizeOf } from './recording/text-changes.ts';
import { layOut, type TimelineSubmission } from './timeline/sitting-timeline.ts';

export interface SittingSpan {
  readonly startedMs: number;
  /** Of the axis, from the start. */
  readonly lengthMs: number;
  /** Up to where something happened or can have happened. */
  readonly endMs: number;
  readonly runs: boolean;
}

const NO_MOMENTS: readonly SittingMoment[] = [];

export function useSittingModel(props: {
  readonly span: SittingSpan;
  readonly recorded: RecordingsSnapshot;
  readonly moments: readonly SittingMoment[] | undefined;
  readonly submissions: readonly SubmissionSummary[];
  readonly widthPx: number;
}) {
  const { recorded, submissions, widthPx } = props;
  const { startedMs, lengthMs, endMs, runs } = props.span;
  // Once a second is often enough for what goes on.
  const wholeEndMs = runs ? Math.floor(endMs / 1_000) * 1_000 : endMs;
  const moments = props.moments ?? NO_MOMENTS;

  const ordered = useMemo(() => inTime(moments), [moments]);
  const facts = useMemo(() => factsOf(ordered, startedMs, wholeEndMs), [ordered, startedMs, wholeEndMs]);
  const looks = useMemo(() => looksOf(ordered, startedMs, wholeEndMs), [ordered, startedMs, wholeEndMs]);
  const whereabouts = useMemo(() => whereaboutsOf(ordered), [ordered]);
  const typed = useMemo(() => typedIn(recorded, startedMs), [recorded, startedMs]);
  const marked = useMemo(() => submissions.map((one) => markOf(one, startedMs)), [submissions, startedMs]);
  /** Where playing stops for a look, and what N and P go to. */
  const marks = useMemo(() => marked.map(({ atMs }) => atMs).sort((a, b) => a - b), [marked]);
  const events = useMemo(
    () => [...typed.map(({ atMs }) => atMs), ...marks, ...facts.map(({ atMs }) => atMs)].sort((a, b) => a - b),
    [typed, marks, facts],
  );
  const layout = useMemo(
    () => layOut({ lengthMs, typed, submissions: marked, looks, facts, nowMs: runs ? wholeEndMs : null }, widthPx),
    [lengthMs, typed, marked, looks, facts, runs, wholeEndMs, widthPx],
  );
  return { facts, looks, whereabouts, typed, marks, events, layout };
}

/** What people typed, in all exercises, in the order of time. */
function typedIn(
  { histories }: RecordingsSnapshot,
  startedMs: number,
): readonly (TypedAt & { readonly size: number })[] {
  const all = [...histories].flatMap(([slug, { changes }]) =>
    changes.flatMap((change) =>
      change.by === null ? [] : [{ slug, atMs: change.atMs - startedMs, size: sizeOf(change) }],
    ),
  );
  return all.sort((a, b) => a.atMs - b.atMs);
}

function markOf({ id, mode, verdict, createdAt }: SubmissionSummary, startedMs: number): TimelineSubmission {
  const word = verdict === null ? TIMELINE.pending : VERDICT_FACES[verdict].word;
  return { id, mode, verdict, word, atMs: Date.parse(createdAt) - startedMs };
}

/** The place of a part in the interview, from 1; 0: it is none. */
export function placeIn(items: readonly ItemStanding[], kind: string, slug: string): number {
  return items.findIndex((item) => item.kind === kind && item.slug === slug) + 1;
}

export function exercisesOf(items: readonly ItemStanding[]): readonly ItemStanding[] {
  return items.filter(({ kind }) => kind === 'exercise');
}

/** The text of an exercise as it was, and where it was written last; null: nothing is known of that moment. */
export function pastOf(
  { histories, names }: RecordingsSnapshot,
  slug: Slug,
  atMs: number,
  candidate: string,
): { readonly text: string; readonly caret: { at: number; name: string; look: number } | null } | null {
  const history = histories.get(slug);
  const count = history?.countAt(atMs) ?? 0;
  if (history === undefined || count === 0) return null;
  const caret = history.caretAfter(count);
  return {
    text: history.textAfter(count),
    caret: caret === null ? null : { at: caret.at, ...personOf(caret.by, names, candidate) },
  };
}

function personOf(key: PersonKey, names: ReadonlyMap<PersonKey, string>, candidate: string) {
  return key === 'candidate' ? { name: candidate, look: 0 } : { name: names.get(key) ?? '', look: 1 };
}
