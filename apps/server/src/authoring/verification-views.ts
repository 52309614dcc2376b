/** Verifications as authors see them: what the verdicts of their cases say about the exercise. Pure but for reading figures. */
import {
  type CaseResult,
  type VerificationCase,
  type VerificationId,
  type VerificationSummary,
  verdictCode,
} from '@lockstep/protocol';
import type { CaseTally, StoredCase, StoredVerification, VerificationCases } from '@lockstep/store';
import { type CaseEnds, countCases, isGreen, mutantFate, referenceOutcome } from '@lockstep/verification';

/** Summaries of verifications, by their ids. */
export async function summariesOf(
  verifications: readonly StoredVerification[],
  cases: VerificationCases,
): Promise<ReadonlyMap<VerificationId, VerificationSummary>> {
  const tallies = await cases.tallies(verifications.map(({ id }) => id));
  return new Map(
    verifications.map((one) => {
      const own = tallies.filter(({ verification }) => verification === one.id);
      return [one.id, summaryOf(one, own)];
    }),
  );
}

function summaryOf(verification: StoredVerification, tallies: readonly CaseTally[]): VerificationSummary {
  const { id, digest, draftDigest, startedBy, createdAt, cancelledAt, endedAt } = verification;
  const state = cancelledAt !== null ? 'cancelled' : endedAt === null ? 'running' : 'finished';
  const counts = countCases(tallies.map(endsOf));
  const green = state === 'finished' && isGreen(counts);
  return { id, state, green, upToDate: digest === draftDigest, counts, startedBy, createdAt, endedAt };
}

function endsOf({ kind, state, expected, verdict, equivalent, cases }: CaseTally): CaseEnds {
  if (state === 'cancelled') return { kind, end: 'cancelled', cases };
  if (state !== 'finished' || verdict === null) return { kind, end: null, cases };
  // Of a mutant no verdict is expected.
  if (expected === null) return { kind: 'mutant', end: mutantFate(verdict, equivalent), cases };
  return { kind: 'reference', end: referenceOutcome(expected, verdict), cases };
}

export function caseView(stored: StoredCase): VerificationCase {
  const { position, path, state } = stored;
  const result = resultOf(stored);
  const shared = { position, path, state, result };
  if (stored.kind === 'reference') {
    const { kind, expected } = stored;
    const outcome = result === null ? null : referenceOutcome(expected, result.verdict);
    return { kind, ...shared, expected, expectedCode: verdictCode(expected), outcome };
  }
  const { kind, mistake, line, change, equivalent } = stored;
  const fate = result === null ? null : mutantFate(result.verdict, equivalent !== null);
  return { kind, ...shared, mistake, line, change, equivalent, fate };
}

function resultOf(stored: StoredCase): CaseResult | null {
  const { state, verdict, claim, sentence, decidedBy, interleavings, judgingMs, fault } = stored;
  if (state !== 'finished' || verdict === null) return null;
  return {
    verdict,
    code: verdictCode(verdict),
    claim,
    sentence: sentence ?? '',
    decidedBy,
    interleavings,
    wallMs: judgingMs ?? 0,
    fault,
  };
}
