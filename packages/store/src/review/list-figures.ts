/** What lists show of a report, kept in columns so that a list does not read reports. */
import type { ClaimKind, Report, Verdict } from '@lockstep/protocol';

export interface ListFigures {
  readonly flags: Verdict[];
  /** Of all explored calls together, as a decimal string; null unless every one of them was counted. */
  readonly interleavings: string | null;
  readonly claimKind: ClaimKind | null;
}

/** Pure. */
export function listFigures({ flags, scopes, claim }: Pick<Report, 'flags' | 'scopes' | 'claim'>): ListFigures {
  const counts = scopes.flatMap(({ coverage }) =>
    coverage?.kind === 'exhaustive' ? [BigInt(coverage.interleavings)] : [],
  );
  const all = counts.length > 0 && counts.length === scopes.length;
  return {
    flags,
    interleavings: all ? String(counts.reduce((sum, count) => sum + count, 0n)) : null,
    claimKind: claim?.kind ?? null,
  };
}
