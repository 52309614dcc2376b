/** What the exploration of an attempt saw, over all of its small calls together. Pure. */
import type { Attempt, ScopeReport } from '@lockstep/protocol';

export interface ExploredFigures {
  /** Interleavings of all calls; null where they were not all counted. */
  readonly total: bigint | null;
  /** Of them, those with a wrong result; null where they were not all counted. */
  readonly failing: bigint | null;
  readonly states: number;
  readonly wallMs: number;
}

/** null: nothing was explored. */
export function exploredFigures({
  scopes,
  interleavings,
}: Pick<Attempt, 'scopes' | 'interleavings'>): ExploredFigures | null {
  if (scopes.length === 0) return null;
  return {
    total: interleavings === null ? null : BigInt(interleavings),
    failing: interleavings === null ? null : sumOf(scopes.map(failingIn)),
    states: scopes.reduce((sum, { states }) => sum + states, 0),
    wallMs: scopes.reduce((sum, { wallMs }) => sum + wallMs, 0),
  };
}

/** Of one call: interleavings with a wrong outcome, and all of them; null where not each was counted. */
export function scopeFigures(scope: ScopeReport): Pick<ExploredFigures, 'total' | 'failing'> {
  const total = sumOf(scope.outcomes.map(({ interleavings }) => countOf(interleavings)));
  return { total, failing: total === null ? null : failingIn(scope) };
}

function failingIn({ outcomes }: ScopeReport): bigint | null {
  return sumOf(outcomes.filter(({ right }) => right === false).map(({ interleavings }) => countOf(interleavings)));
}

function countOf(digits: string | null): bigint | null {
  return digits === null ? null : BigInt(digits);
}

function sumOf(counts: readonly (bigint | null)[]): bigint | null {
  let sum = 0n;
  for (const count of counts) {
    if (count === null) return null;
    sum += count;
  }
  return sum;
}
