/** Which outcomes there are, which remain, and what a choice decides. Pure. */
import type { Recording } from '@lockstep/protocol';
import { PLAY } from './messages.ts';

export interface KnownOutcome {
  /** As positions name it. */
  readonly key: string;
  /** `returned 2`. */
  readonly text: string;
  readonly right: boolean | null;
  /** Somebody waits for ever. */
  readonly stuck: boolean;
}

export interface OutcomeMark {
  readonly outcome: KnownOutcome;
  /** Can still come out. */
  readonly possible: boolean;
}

/** The outcomes of a call in a fixed order: those that were judged, then those that only the player came to. */
export function knownOutcomes(
  judged: Recording['outcomes'],
  fromStart: readonly string[] | null,
): readonly KnownOutcome[] {
  const others = (fromStart ?? []).filter((key) => judged.every((outcome) => outcome.key !== key));
  return [...judged, ...others.map((key) => ({ key, text: PLAY.unnamedOutcome, right: null }))].map((outcome) => ({
    ...outcome,
    stuck: outcome.key === STUCK,
  }));
}

const STUCK = '{"kind":"stuck"}';

export function marksOf(known: readonly KnownOutcome[], possible: readonly string[]): readonly OutcomeMark[] {
  return known.map((outcome) => ({ outcome, possible: possible.includes(outcome.key) }));
}

/**
 * What the possible outcomes are, taken together. `open`: of both kinds, or more than one that nobody judged; `settled`:
 * one that nobody judged.
 */
export type Prospect = 'right' | 'wrong' | 'settled' | 'open';

export function prospectOf(known: readonly KnownOutcome[], possible: readonly string[]): Prospect {
  const left = known.filter(({ key }) => possible.includes(key));
  if (left.length > 0 && left.every(({ right }) => right === true)) return 'right';
  if (left.length > 0 && left.every(({ right }) => right === false)) return 'wrong';
  return left.length === 1 ? 'settled' : 'open';
}

/** What a choice decides that was open before; null: nothing. */
export function decidedBy(
  known: readonly KnownOutcome[],
  before: readonly string[] | null,
  after: readonly string[] | null,
): Exclude<Prospect, 'open'> | null {
  if (before === null || after === null || prospectOf(known, before) !== 'open') return null;
  const prospect = prospectOf(known, after);
  return prospect === 'open' ? null : prospect;
}

/** Whether every outcome that there is, is right. False where nobody judged them, and where they are not all known. */
export function nothingBreaks(known: readonly KnownOutcome[], fromStart: readonly string[] | null): boolean {
  return fromStart !== null && prospectOf(known, fromStart) === 'right';
}
