/** How the interleavings of a call divide among its outcomes. Pure and exact. */
import type { ScopeReport } from '@lockstep/protocol';

export interface OutcomeShare {
  readonly text: string;
  /** A decimal string; null where it was not counted. */
  readonly interleavings: string | null;
  /** Of all counted ones, 0 to 1; null where this one or another was not counted. */
  readonly share: number | null;
}

/** Where all are counted, the most frequent first; else in their order. */
export function outcomeShares(outcomes: ScopeReport['outcomes']): OutcomeShare[] {
  const counts = outcomes.map(({ interleavings }) => (interleavings === null ? null : BigInt(interleavings)));
  const total = counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0n);
  const shares = outcomes.map(({ text, interleavings }) => ({
    text,
    interleavings,
    share: total === null || total === 0n || interleavings === null ? null : ratio(BigInt(interleavings), total),
  }));
  return total === null ? shares : shares.sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
}

/** Also for numbers beyond 2^53. */
function ratio(part: bigint, whole: bigint): number {
  return Number((part * 1_000_000n) / whole) / 1_000_000;
}
