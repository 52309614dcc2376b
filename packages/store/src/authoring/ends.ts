/**
 * What follows when an author's submission ends, in the transaction that ends it: a case of a verification gets its number, a
 * rejudged submission its new result.
 *
 * Who ends submissions holds their rows first and a verification's row after that, so that two who end some of the same cannot wait for
 * one another. The number of the case that ended last is in the verification's row: numbers have no gaps, and nobody can read
 * number 5 before number 4 is there.
 */
import type { Report, SubmissionId, SubmissionPurpose, VerificationId } from '@lockstep/protocol';
import { z } from 'zod';
import type { Transaction } from '../client.ts';
import { toDocument, toText } from '../stored.ts';

/** The channel of the notices; a notice is `<verification id>:<last seq>`. */
export const CASE_CHANNEL = 'lockstep_case';

/** `report` null: it was cancelled. The caller holds the submission's row. */
export async function noteEnd(
  transaction: Transaction,
  submission: SubmissionId,
  purpose: SubmissionPurpose,
  report: Report | null,
): Promise<void> {
  switch (purpose) {
    case 'candidate':
      return;
    case 'reference':
    case 'mutant':
      return endCase(transaction, submission, report);
    case 'rejudge':
      return endRejudged(transaction, submission, report);
    default:
      return purpose satisfies never;
  }
}

const Cases = z.array(z.object({ verification_id: z.string() }));
const Numbered = z.array(z.object({ last_seq: z.int() }));

async function endCase(transaction: Transaction, submission: SubmissionId, report: Report | null): Promise<void> {
  const [found] = Cases.parse(
    await transaction.$queryRaw`SELECT verification_id FROM verification_case WHERE submission_id = ${submission}::uuid`,
  );
  if (found === undefined) return;
  const seq = await countEnds(transaction, found.verification_id as VerificationId, 1);
  const decidedBy = report?.decidedBy == null ? null : toDocument(report.decidedBy);
  const fault = report?.fault == null ? null : toText(report.fault);
  await transaction.$executeRaw`
    UPDATE verification_case SET seq = ${seq}, decided_by = ${decidedBy}::json, fault = ${fault},
      interleavings = ${report === null ? null : interleavingsOf(report)}
    WHERE submission_id = ${submission}::uuid`;
}

/** Notes that `ends` cases more have ended, and says so to who watches. Returns the number of the last one. */
export async function countEnds(transaction: Transaction, verification: VerificationId, ends: number): Promise<number> {
  const rows = await transaction.$queryRaw`
    UPDATE verification SET last_seq = last_seq + ${ends},
      ended_at = CASE WHEN last_seq + ${ends} = total THEN now() END
    WHERE id = ${verification}::uuid RETURNING last_seq`;
  const [numbered] = Numbered.parse(rows);
  if (numbered === undefined) throw new Error(`there is no verification ${verification}`);
  await transaction.$executeRaw`SELECT pg_notify(${CASE_CHANNEL}, ${`${verification}:${numbered.last_seq}`})`;
  return numbered.last_seq;
}

/** Of all explored calls together; null unless every one was counted. */
function interleavingsOf({ scopes }: Report): string | null {
  let sum = 0n;
  for (const { coverage } of scopes) {
    if (coverage?.kind !== 'exhaustive') return null;
    sum += BigInt(coverage.interleavings);
  }
  return scopes.length === 0 ? null : String(sum);
}

const Was = z.array(z.object({ was_verdict: z.string(), was_claim: z.looseObject({ kind: z.string() }).nullable() }));

async function endRejudged(transaction: Transaction, shadow: SubmissionId, report: Report | null): Promise<void> {
  const rows = await transaction.$queryRaw`
    SELECT was_verdict, was_claim FROM rejudged_submission WHERE shadow_id = ${shadow}::uuid`;
  const [was] = Was.parse(rows);
  if (was === undefined) return;
  if (report === null) {
    await transaction.$executeRaw`UPDATE rejudged_submission SET state = 'cancelled' WHERE shadow_id = ${shadow}::uuid`;
    return;
  }
  const { verdict, code, claim, sentence } = report;
  // What could not be judged says nothing. Of claims only their kind counts: figures differ with any change of a scope.
  const differs = verdict !== 'judge-error' && (verdict !== was.was_verdict || claim?.kind !== was.was_claim?.kind);
  await transaction.$executeRaw`
    UPDATE rejudged_submission SET state = 'judged', verdict = ${verdict}, code = ${code}, sentence = ${toText(sentence)},
      claim = ${claim === null ? null : toDocument(claim)}::json, differs = ${differs}
    WHERE shadow_id = ${shadow}::uuid`;
}
