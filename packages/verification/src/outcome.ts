/** What a verdict says about an exercise: whether it keeps its promises. Pure. */
import type { MutantFate, ReferenceOutcome, Verdict, VerificationCounts } from '@lockstep/protocol';

/** A reference submission's verdict against the one that its folder names. */
export function referenceOutcome(expected: Verdict, got: Verdict): ReferenceOutcome {
  if (got === 'judge-error') return 'judge-error';
  return got === expected ? 'as-expected' : 'different';
}

/** `equivalent`: the author says why it is right all the same. What could not be judged has noticed nothing. */
export function mutantFate(got: Verdict, equivalent: boolean): MutantFate {
  if (got === 'judge-error') return 'judge-error';
  if (got !== 'accepted') return 'killed';
  return equivalent ? 'equivalent' : 'survived';
}

/** Cases that are alike, by how they ended; null: they wait or run. */
export type CaseEnds = { readonly cases: number } & (
  | { readonly kind: 'reference'; readonly end: ReferenceOutcome | 'cancelled' | null }
  | { readonly kind: 'mutant'; readonly end: MutantFate | 'cancelled' | null }
);

export function countCases(alike: Iterable<CaseEnds>): VerificationCounts {
  const counts = {
    total: 0,
    ended: 0,
    references: 0,
    asExpected: 0,
    different: 0,
    mutants: 0,
    killed: 0,
    equivalent: 0,
    survived: 0,
    judgeErrors: 0,
    cancelled: 0,
  };
  for (const { kind, end, cases } of alike) {
    counts.total += cases;
    counts[kind === 'reference' ? 'references' : 'mutants'] += cases;
    if (end === null) continue;
    counts.ended += cases;
    counts[COUNTED[end]] += cases;
  }
  return counts;
}

const COUNTED = {
  'as-expected': 'asExpected',
  different: 'different',
  killed: 'killed',
  equivalent: 'equivalent',
  survived: 'survived',
  'judge-error': 'judgeErrors',
  cancelled: 'cancelled',
} as const satisfies Record<NonNullable<CaseEnds['end']>, keyof VerificationCounts>;

/** Every case ended, each reference submission as expected, and no mutant survived that no note calls equivalent. */
export function isGreen({
  total,
  ended,
  references,
  asExpected,
  mutants,
  killed,
  equivalent,
}: VerificationCounts): boolean {
  return ended === total && references > 0 && asExpected === references && killed + equivalent === mutants;
}
