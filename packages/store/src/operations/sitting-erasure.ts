/**
 * Deleting what is kept of candidates of interviews, who have no account: one on request, or those whose interview was over
 * for so long. What stays is a sitting without a name in which nothing was done, so that an interview still says how many
 * candidates it had.
 *
 * The sitting's row is deleted and made anew under its id, so that whatever belongs to it goes with it, by foreign keys.
 */
import { type AccountId, SittingId } from '@lockstep/protocol';
import { z } from 'zod';
import { madeSubject, note } from '../accounts/audit.ts';
import { newToken } from '../accounts/tokens.ts';
import type { Transaction } from '../client.ts';

export type SittingErased =
  | 'erased'
  | 'unknown'
  /** The candidate sits it now: end it first. */
  | 'running'
  /** Something of it is being judged: cancel that first, or wait. */
  | 'judging';

/** What is called a candidate of whom nothing is kept. */
const NOBODY = 'Erased';

const Row = z.object({
  id: SittingId,
  interview: z.uuid(),
  visitor: z.uuid(),
  candidate: z.string(),
  created: z.date(),
  running: z.boolean(),
  erased: z.boolean(),
  unfinished: z.int(),
});
type Row = z.infer<typeof Row>;

/** Erasing one that is erased changes nothing. */
export async function eraseSitting(
  transaction: Transaction,
  id: SittingId,
  actor: AccountId,
  at: Date,
): Promise<SittingErased> {
  const rows = await transaction.$queryRaw`
    SELECT id, interview_id AS interview, visitor_id AS visitor, candidate, created_at AS created, erased_at IS NOT NULL AS erased,
      started_at IS NOT NULL AND finished_at IS NULL AND withdrawn_at IS NULL AND ends_at > ${at} AS running,
      (SELECT count(*)::int FROM submission WHERE visitor_id = sitting.visitor_id AND state IN ('queued', 'running')) AS unfinished
    FROM sitting WHERE id = ${id}::uuid FOR UPDATE`;
  const [row] = z.array(Row).parse(rows);
  if (row === undefined) return 'unknown';
  if (row.erased) return 'erased';
  if (row.running) return 'running';
  if (row.unfinished > 0) return 'judging';
  await erase(transaction, [row], actor, at);
  return 'erased';
}

/**
 * Erases candidates whose sitting was over before that, oldest first. One that never began counts from when it was made, or
 * from when it could have been started last. Returns how many there were.
 */
export async function eraseSittingsOverBefore(
  transaction: Transaction,
  before: Date,
  most: number,
  at: Date,
): Promise<number> {
  const rows = await transaction.$queryRaw`
    SELECT sitting.id, interview_id AS interview, visitor_id AS visitor, candidate, sitting.created_at AS created,
      false AS erased, false AS running, 0 AS unfinished
    FROM sitting JOIN interview ON interview.id = interview_id
    WHERE erased_at IS NULL
      AND CASE WHEN started_at IS NULL
        THEN greatest(sitting.created_at, (settings->>'opensAt')::timestamptz, (settings->>'closesAt')::timestamptz)
        ELSE least(ends_at, finished_at, withdrawn_at) END < ${before}
      AND (started_at IS NULL OR told_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM submission WHERE visitor_id = sitting.visitor_id AND state IN ('queued', 'running'))
    ORDER BY sitting.created_at LIMIT ${most} FOR UPDATE OF sitting SKIP LOCKED`;
  const over = z.array(Row).parse(rows);
  await erase(transaction, over, null, at);
  return over.length;
}

async function erase(transaction: Transaction, rows: readonly Row[], actor: AccountId | null, at: Date): Promise<void> {
  const ids = rows.map(({ id }) => id);
  // The log has names where candidates were added: with the id behind them, and of old without.
  const subjects = rows.flatMap(({ id, candidate }) => [candidate, madeSubject(candidate, id)]);
  await transaction.$executeRaw`
    UPDATE audit_entry SET subject = '[erased]' WHERE action = 'sitting-made' AND subject = ANY(${subjects})`;
  await transaction.sitting.deleteMany({ where: { id: { in: ids } } });
  const visitors = { in: rows.map(({ visitor }) => visitor) };
  await transaction.submission.deleteMany({ where: { visitorId: visitors } });
  await transaction.visitor.deleteMany({ where: { id: visitors } });
  for (const { id, interview, created } of rows) {
    const visitorId = crypto.randomUUID();
    await transaction.visitor.create({
      data: { id: visitorId, tokenHash: newToken().hash, createdAt: created, lastSeenAt: created },
    });
    const times = { createdAt: created, toldAt: at, erasedAt: at };
    await transaction.sitting.create({
      data: { id, interviewId: interview, visitorId, candidate: NOBODY, tokenHash: newToken().hash, ...times },
    });
    await note(transaction, actor, 'sitting-erased', id);
  }
}
