/** Submissions of authors, many at once: each lot belongs to a visitor of its own, whose token nobody has. */
import { randomUUID } from 'node:crypto';
import { SubmissionId, type SubmissionPurpose } from '@lockstep/protocol';
import { z } from 'zod';
import { newToken } from '../accounts/tokens.ts';
import type { Transaction } from '../client.ts';
import type { JobSender } from '../job-queue.ts';
import { toDocument } from '../stored.ts';

export interface Lot {
  readonly visitorId: string;
  readonly revisionId: string;
  readonly slug: string;
}

export interface LotSubmission {
  readonly id: SubmissionId;
  readonly purpose: SubmissionPurpose;
  readonly source: string;
}

export async function createLotVisitor(transaction: Transaction, at: Date): Promise<string> {
  const id = randomUUID();
  await transaction.visitor.create({ data: { id, tokenHash: newToken().hash, createdAt: at, lastSeenAt: at } });
  return id;
}

/** Queues submissions with their first events and their jobs. */
export async function submitLot(
  transaction: Transaction,
  jobs: JobSender,
  lot: Lot,
  submissions: readonly LotSubmission[],
): Promise<void> {
  await transaction.submission.createMany({
    data: submissions.map((submission) => ({ ...lot, ...submission, mode: 'full', state: 'queued', lastSeq: 1 })),
  });
  await queueLot(transaction, jobs, submissions);
}

/** The first events and the jobs of submissions that were just made. */
export async function queueLot(
  transaction: Transaction,
  jobs: JobSender,
  submissions: readonly Pick<LotSubmission, 'id' | 'purpose'>[],
): Promise<void> {
  const ids = submissions.map(({ id }) => id);
  const events = ids.map((_, index) => toDocument({ kind: 'queued', place: index + 1 }));
  await transaction.$executeRaw`
    INSERT INTO submission_event (submission_id, seq, event)
    SELECT made.id, 1, made.event::json FROM unnest(${ids}::uuid[], ${events}::text[]) AS made (id, event)`;
  for (const purpose of new Set(submissions.map((one) => one.purpose))) {
    const same = submissions.filter((one) => one.purpose === purpose).map(({ id }) => id);
    await jobs.send(transaction, purpose, same);
  }
}

const Ended = z.array(z.object({ id: SubmissionId }));

/** Cancels what is unfinished of a lot; the rows stay held. Returns what was cancelled. */
export async function cancelLot(transaction: Transaction, visitorId: string): Promise<SubmissionId[]> {
  await transaction.$queryRaw`
    SELECT id FROM submission WHERE visitor_id = ${visitorId}::uuid AND state IN ('queued', 'running') ORDER BY id FOR UPDATE`;
  const rows = await transaction.$queryRaw`
    WITH ended AS (
      UPDATE submission SET state = 'cancelled', last_seq = last_seq + 1, attempt_end = NULL
      WHERE visitor_id = ${visitorId}::uuid AND state IN ('queued', 'running') RETURNING id, last_seq
    ), told AS (
      INSERT INTO submission_event (submission_id, seq, event)
      SELECT id, last_seq, ${toDocument({ kind: 'cancelled' })}::json FROM ended
    )
    SELECT id FROM ended`;
  return Ended.parse(rows).map(({ id }) => id);
}

/** Deletes a lot that has ended, with its visitor. What points to it has to be gone. */
export async function deleteLot(transaction: Transaction, visitorId: string): Promise<void> {
  await transaction.submission.deleteMany({ where: { visitorId } });
  await transaction.visitor.delete({ where: { id: visitorId } });
}
