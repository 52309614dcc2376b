/** Where things stand on the timeline of a sitting. Pure; times are milliseconds since it began, places CSS pixels. */
import type { SubmissionId, SubmissionMode, Verdict } from '@lockstep/protocol';
import type { Fact, Look } from '../facts/facts.ts';

/** A bar stands for so long. */
export const BAR_MS = 30_000;

/** Of one change: a paste has a mark of its own and makes no tower. */
const MOST_OF_A_CHANGE = 20;
/** Characters in half a minute that fill a bar, at least. */
const FULL_BAR = 120;
/** Between two labels of the axis. */
const LEAST_TICK_PX = 72;
const TICKS_MS = [1, 2, 5, 10, 15, 30, 60, 120].map((minutes) => minutes * 60_000);
/** Of a chip with a verdict's icon alone, and for each letter of its word. */
const CHIP_PX = 24;
const LETTER_PX = 7;
const CHIP_PADDING_PX = 14;
/** What is shorter could not be seen. */
const LEAST_SPAN_PX = 2;
/** A label needs so much room behind its span. */
const SPAN_LABEL_PX = 72;

export interface TimelineSubmission {
  readonly id: SubmissionId;
  readonly mode: SubmissionMode;
  readonly atMs: number;
  readonly verdict: Verdict | null;
  /** Of the chip. */
  readonly word: string;
}

export interface TimelineInput {
  /** Of the axis. */
  readonly lengthMs: number;
  readonly typed: Iterable<{ readonly atMs: number; readonly size: number }>;
  readonly submissions: readonly TimelineSubmission[];
  readonly looks: readonly Look[];
  readonly facts: readonly Fact[];
  /** Where it goes on; null: it is over. */
  readonly nowMs: number | null;
}

export interface Span {
  readonly x: number;
  readonly width: number;
  /** Whether there is room for words behind it. */
  readonly labelled: boolean;
}

export interface TimelineLayout {
  readonly ticks: readonly { readonly x: number; readonly atMs: number }[];
  /** `height`: 0 to 1. */
  readonly bars: readonly { readonly x: number; readonly width: number; readonly height: number }[];
  readonly runs: readonly { readonly x: number; readonly submission: TimelineSubmission }[];
  readonly chips: readonly { readonly x: number; readonly named: boolean; readonly submission: TimelineSubmission }[];
  readonly pastes: readonly { readonly x: number; readonly fact: Extract<Fact, { kind: 'pasted' }> }[];
  readonly looks: readonly (Span & { readonly look: Look })[];
  readonly gaps: readonly (Span & { readonly fact: Extract<Fact, { kind: 'away' | 'cut-off' }> })[];
  /** null: it is over. */
  readonly nowX: number | null;
}

export function layOut(input: TimelineInput, widthPx: number): TimelineLayout {
  const { lengthMs, nowMs, facts } = input;
  const x = (ms: number): number => (lengthMs <= 0 ? 0 : (Math.min(Math.max(0, ms), lengthMs) / lengthMs) * widthPx);
  const end = nowMs ?? lengthMs;
  const span = (fromMs: number, untilMs: number, next: number): Span => {
    const width = Math.max(LEAST_SPAN_PX, x(untilMs) - x(fromMs));
    return { x: x(fromMs), width, labelled: next - x(fromMs) - width >= SPAN_LABEL_PX };
  };
  const gaps = facts.flatMap((fact) => (fact.kind === 'away' || fact.kind === 'cut-off' ? [fact] : []));
  const full = input.submissions.filter(({ mode }) => mode === 'full').sort((a, b) => a.atMs - b.atMs);
  return {
    ticks: ticksOf(lengthMs, widthPx).map((atMs) => ({ atMs, x: x(atMs) })),
    bars: barsOf(input, x),
    runs: input.submissions
      .filter(({ mode }) => mode !== 'full')
      .map((submission) => ({ x: x(submission.atMs), submission })),
    chips: full.map((submission, index) => {
      const next = full[index + 1];
      const room = (next === undefined ? widthPx + CHIP_PX : x(next.atMs)) - x(submission.atMs);
      const needed = CHIP_PX + CHIP_PADDING_PX + submission.word.length * LETTER_PX;
      return { x: x(submission.atMs), named: room >= needed, submission };
    }),
    pastes: facts.flatMap((fact) => (fact.kind === 'pasted' ? [{ x: x(fact.atMs), fact }] : [])),
    looks: input.looks.map((look, index) => {
      const next = input.looks[index + 1];
      return { ...span(look.fromMs, look.untilMs, next === undefined ? widthPx : x(next.fromMs)), look };
    }),
    gaps: gaps.map((fact, index) => {
      const next = gaps[index + 1];
      return { ...span(fact.atMs, fact.untilMs ?? end, next === undefined ? widthPx : x(next.atMs)), fact };
    }),
    nowX: nowMs === null ? null : x(nowMs),
  };
}

/** Every so many minutes, as there is room. */
function ticksOf(lengthMs: number, widthPx: number): readonly number[] {
  const step = TICKS_MS.find((ms) => (ms / Math.max(1, lengthMs)) * widthPx >= LEAST_TICK_PX) ?? lengthMs;
  if (step <= 0) return [0];
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step);
}

function barsOf({ typed, lengthMs }: TimelineInput, x: (ms: number) => number): TimelineLayout['bars'] {
  const sums = new Map<number, number>();
  for (const { atMs, size } of typed) {
    const bar = Math.floor(Math.min(Math.max(0, atMs), Math.max(0, lengthMs - 1)) / BAR_MS);
    sums.set(bar, (sums.get(bar) ?? 0) + Math.min(MOST_OF_A_CHANGE, size));
  }
  const most = Math.max(FULL_BAR, ...sums.values());
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .sort(([a], [b]) => a - b)
    .map(([bar, sum]) => ({
      x: x(bar * BAR_MS),
      width: Math.max(1, x((bar + 1) * BAR_MS) - x(bar * BAR_MS) - 1),
      height: sum / most,
    }));
}
