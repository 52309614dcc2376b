/**
 * Applying a rejudging: a submission's record becomes what judging it anew found, and what it was is kept beside. One transaction for each:
 * whatever happens between two of them, each submission has one whole record. Whoever applies holds the submission's row, and leaves one
 * alone that was judged anew since the rejudging began.
 */
import type { AccountId, RejudgeId, SubmissionId } from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import type { Database, Transaction } from '../client.ts';

export interface RejudgedApplied {
  readonly applied: number;
  readonly skipped: readonly {
    readonly submission: SubmissionId;
    readonly reason: 'judged-anew' | 'not-judged' | 'unknown';
  }[];
  /** How many of what was asked for are left. */
  readonly left: number;
}

export interface ApplyRequest {
  readonly id: RejudgeId;
  readonly submissions: 'all' | readonly SubmissionId[];
  readonly actor: AccountId;
  /** So many at once. */
  readonly most: number;
}

/** Applying a submission that was applied changes nothing. */
export async function applyRejudged(
  database: Database,
  { id, submissions, actor, most }: ApplyRequest,
): Promise<RejudgedApplied> {
  const rows = await database.run((client) =>
    client.rejudgedSubmission.findMany({
      where: { rejudgeId: id, ...(submissions === 'all' ? {} : { submissionId: { in: [...submissions] } }) },
      orderBy: { position: 'asc' },
      select: { submissionId: true, shadowId: true, state: true, verdict: true },
    }),
  );
  const known = new Map(rows.map((row) => [row.submissionId as SubmissionId, row]));
  const open = rows.filter(({ state, verdict, shadowId }) => {
    return state === 'judged' && verdict !== 'judge-error' && shadowId !== null;
  });
  const skipped: { submission: SubmissionId; reason: 'judged-anew' | 'not-judged' | 'unknown' }[] = [];
  for (const submission of submissions === 'all' ? [] : submissions) {
    const row = known.get(submission);
    if (row === undefined) skipped.push({ submission, reason: 'unknown' });
    else if (row.state === 'skipped') skipped.push({ submission, reason: 'judged-anew' });
    else if (row.state !== 'applied' && !open.includes(row)) skipped.push({ submission, reason: 'not-judged' });
  }
  let applied = 0;
  for (const { submissionId } of open.slice(0, most)) {
    const submission = submissionId as SubmissionId;
    const how = await database.transact((transaction) => applyOne(transaction, id, submission, actor));
    if (how === 'applied') applied += 1;
    else if (how !== 'applied-before') skipped.push({ submission, reason: how });
  }
  return { applied, skipped, left: Math.max(0, open.length - most) };
}

const Held = z.array(z.object({ shadow_id: z.string().nullable(), state: z.string(), same: z.boolean() }));

async function applyOne(
  transaction: Transaction,
  rejudge: RejudgeId,
  submission: SubmissionId,
  actor: AccountId,
): Promise<'applied' | 'applied-before' | 'judged-anew' | 'unknown'> {
  const rows = await transaction.$queryRaw`
    SELECT item.shadow_id, item.state, submission.state = 'finished' AND submission.revision_id = item.was_revision_id
      AND submission.finished_at = item.was_finished_at AS same
    FROM rejudged_submission AS item JOIN submission ON submission.id = item.submission_id
    WHERE item.rejudge_id = ${rejudge}::uuid AND item.submission_id = ${submission}::uuid FOR UPDATE`;
  const [held] = Held.parse(rows);
  if (held === undefined) return 'unknown';
  if (held.state !== 'judged' || held.shadow_id === null) return 'applied-before';
  const key = { rejudgeId_submissionId: { rejudgeId: rejudge, submissionId: submission } };
  if (!held.same) {
    await transaction.rejudgedSubmission.update({ where: key, data: { state: 'skipped' } });
    return 'judged-anew';
  }
  await keepOldRecord(transaction, rejudge, submission);
  await takeRecord(transaction, submission, held.shadow_id);
  await transaction.rejudgedSubmission.update({ where: key, data: { state: 'applied', shadowId: null } });
  await transaction.submission.delete({ where: { id: held.shadow_id } });
  await note(transaction, actor, 'submission-rejudged', submission);
  return 'applied';
}

async function keepOldRecord(transaction: Transaction, rejudge: RejudgeId, submission: SubmissionId): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO superseded_result (submission_id, rejudge_id, revision_id, content)
    SELECT id, ${rejudge}::uuid, revision_id, json_build_object(
      'verdict', verdict, 'code', code, 'claim', claim, 'sentence', sentence, 'report', report, 'judgingMs', judging_ms,
      'startedAt', started_at, 'finishedAt', finished_at,
      'events', (SELECT json_agg(json_build_object('seq', seq, 'at', at, 'event', event) ORDER BY seq)
        FROM submission_event WHERE submission_id = submission.id),
      'recordings', (SELECT json_agg(json_build_object('scope', scope, 'content', content) ORDER BY scope)
        FROM recording WHERE submission_id = submission.id))
    FROM submission WHERE id = ${submission}::uuid`;
}

/** The shadow's events are numbered from 1 without gaps, as those of every submission are, and end with the last one. */
async function takeRecord(transaction: Transaction, submission: SubmissionId, shadow: string): Promise<void> {
  await transaction.submissionEvent.deleteMany({ where: { submissionId: submission } });
  await transaction.recording.deleteMany({ where: { submissionId: submission } });
  await transaction.$executeRaw`
    UPDATE submission_event SET submission_id = ${submission}::uuid WHERE submission_id = ${shadow}::uuid`;
  await transaction.$executeRaw`
    UPDATE recording SET submission_id = ${submission}::uuid WHERE submission_id = ${shadow}::uuid`;
  await transaction.$executeRaw`
    UPDATE submission SET revision_id = shadow.revision_id, verdict = shadow.verdict, code = shadow.code, claim = shadow.claim,
      sentence = shadow.sentence, report = shadow.report, judging_ms = shadow.judging_ms, last_seq = shadow.last_seq,
      started_at = shadow.started_at, finished_at = shadow.finished_at, grader_id = shadow.grader_id
    FROM submission AS shadow WHERE submission.id = ${submission}::uuid AND shadow.id = ${shadow}::uuid`;
}
