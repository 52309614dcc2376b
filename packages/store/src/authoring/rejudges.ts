/**
 * Rejudging: candidates' finished submissions of old revisions are judged by the current one, as submissions of a visitor of their own.
 * Nothing of the candidates' changes by that; applying.ts does.
 */
import { randomUUID } from 'node:crypto';
import {
  type AccountId,
  AUTHORING_BOUNDS,
  Rejudge,
  RejudgeDifference,
  type RejudgeDifferencePage,
  RejudgeId,
  type Slug,
  SubmissionId,
} from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import type { Database, Transaction } from '../client.ts';
import { holdBank } from '../exercises.ts';
import type { JobSender } from '../job-queue.ts';
import { fromDocument } from '../stored.ts';
import { applyRejudged, type RejudgedApplied } from './apply-rejudged.ts';
import { cancelLot, createLotVisitor, queueLot } from './authors-submissions.ts';

export type RejudgeStarted =
  | { readonly kind: 'started'; readonly id: RejudgeId }
  /** One of this exercise is unfinished. */
  | { readonly kind: 'running'; readonly id: RejudgeId }
  /** There is nothing to judge anew. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no-exercise' };

export interface Rejudges {
  /** Queues finished full submissions of these old revisions, newest first up to the bound, behind everything else. */
  start(slug: Slug, revisions: 'all' | readonly string[], actor: AccountId): Promise<RejudgeStarted>;
  get(id: RejudgeId): Promise<Rejudge | null>;
  /** Newest first; the last few. */
  ofExercise(slug: Slug): Promise<Rejudge[]>;
  /** `cursor`: the `next` of the page before; null when that is none of ours. */
  differences(
    id: RejudgeId,
    query: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<RejudgeDifferencePage | null>;
  /**
   * Gives submissions (all, or these) their new results, a bounded number of them, each in a transaction of its own. `running`: it is
   * not finished; `outdated`: the exercise was published anew since; nothing was done then.
   */
  apply(
    id: RejudgeId,
    submissions: 'all' | readonly SubmissionId[],
    actor: AccountId,
  ): Promise<RejudgedApplied | 'running' | 'outdated' | 'unknown'>;
  /** Ends what is not judged yet. What was judged may still be applied. */
  cancel(id: RejudgeId, actor: AccountId): Promise<'cancelled' | 'ended' | 'unknown'>;
}

const LISTED = 20;

export function openRejudges(database: Database, jobs: JobSender, now: () => Date): Rejudges {
  const read = async (where: { readonly id: string } | { readonly slug: string }): Promise<Rejudge[]> => {
    const rows = await database.run((client) =>
      client.rejudge.findMany({
        where,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: LISTED,
        include: {
          startedBy: { select: { id: true, name: true } },
          revision: { select: { currentOf: { select: { slug: true } } } },
        },
      }),
    );
    const counts = await figuresOf(
      database,
      rows.map(({ id }) => id),
    );
    return rows.map(({ revision, revisionId, createdAt, cancelledAt, ...row }) => {
      const figures = counts.get(row.id) ?? { total: 0, ended: 0, differences: 0, judgeErrors: 0, applied: 0 };
      const state = cancelledAt !== null ? 'cancelled' : figures.ended < figures.total ? 'running' : 'finished';
      return fromDocument(Rejudge, `rejudging ${row.id}`, {
        ...row,
        ...figures,
        revision: revisionId,
        current: revision.currentOf !== null,
        state,
        createdAt: createdAt.toISOString(),
      });
    });
  };
  const get = async (id: RejudgeId): Promise<Rejudge | null> => (await read({ id }))[0] ?? null;

  return {
    start: (slug, revisions, actor) =>
      database.transact((transaction) => start(transaction, jobs, now(), slug, revisions, actor)),
    get,
    ofExercise: (slug) => read({ slug }),

    async differences(id, { cursor, limit }) {
      if (cursor !== undefined && !/^\d{1,6}$/.test(cursor)) return null;
      const rows = await database.run((client) =>
        client.rejudgedSubmission.findMany({
          where: { rejudgeId: id, differs: true, position: { gt: Number(cursor ?? -1) } },
          orderBy: { position: 'asc' },
          take: limit + 1,
          include: {
            submission: { select: { createdAt: true, visitor: { select: { sitting: { select: { id: true } } } } } },
          },
        }),
      );
      const items = rows.slice(0, limit).map((row) =>
        fromDocument(RejudgeDifference, `submission ${row.submissionId} of rejudging ${id}`, {
          submission: row.submissionId,
          who: row.submission.visitor.sitting === null ? 'practice' : 'candidate',
          submittedAt: row.submission.createdAt.toISOString(),
          revision: row.wasRevisionId,
          before: { verdict: row.wasVerdict, code: row.wasCode, claim: row.wasClaim },
          after: { verdict: row.verdict, code: row.code, claim: row.claim },
          sentence: row.sentence,
          state: row.state === 'applied' || row.state === 'skipped' ? row.state : 'open',
        }),
      );
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return { items, next: last === undefined ? null : String(last.position) };
    },

    async apply(id, submissions, actor) {
      const rejudge = await get(id);
      if (rejudge === null) return 'unknown';
      if (rejudge.state === 'running') return 'running';
      if (!rejudge.current) return 'outdated';
      return applyRejudged(database, { id, submissions, actor, most: AUTHORING_BOUNDS.appliedAtOnce });
    },

    cancel: (id, actor) =>
      database.transact(async (transaction) => {
        const was = await transaction.rejudge.findUnique({ where: { id }, select: { visitorId: true } });
        if (was === null) return 'unknown';
        const cancelled = await cancelLot(transaction, was.visitorId);
        if (cancelled.length === 0) return 'ended';
        await transaction.rejudgedSubmission.updateMany({
          where: { rejudgeId: id, shadowId: { in: cancelled } },
          data: { state: 'cancelled' },
        });
        await transaction.rejudge.update({ where: { id }, data: { cancelledAt: now() } });
        await note(transaction, actor, 'rejudge-cancelled', id);
        return 'cancelled';
      }),
  };
}

const Figures = z.array(
  z.object({
    id: z.string(),
    total: z.int(),
    ended: z.int(),
    differences: z.int(),
    judgeErrors: z.int(),
    applied: z.int(),
  }),
);
type Figures = Omit<z.infer<typeof Figures>[number], 'id'>;

async function figuresOf(database: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Figures>> {
  if (ids.length === 0) return new Map();
  const rows = await database.run(
    (client) => client.$queryRaw`
      SELECT rejudge_id AS id, count(*)::int AS total,
        (count(*) FILTER (WHERE state <> 'queued'))::int AS ended,
        (count(*) FILTER (WHERE differs))::int AS differences,
        (count(*) FILTER (WHERE verdict = 'judge-error'))::int AS "judgeErrors",
        (count(*) FILTER (WHERE state = 'applied'))::int AS applied
      FROM rejudged_submission WHERE rejudge_id = ANY (${[...ids]}::uuid[]) GROUP BY rejudge_id`,
  );
  return new Map(Figures.parse(rows).map(({ id, ...figures }) => [id, figures]));
}

const Matching = z.array(z.object({ count: z.int() }));
const Shadows = z.array(z.object({ shadow: SubmissionId }));

async function start(
  transaction: Transaction,
  jobs: JobSender,
  at: Date,
  slug: Slug,
  revisions: 'all' | readonly string[],
  actor: AccountId,
): Promise<RejudgeStarted> {
  // What is current stays so until all is queued, and nobody else starts one meanwhile.
  await holdBank(transaction);
  const exercise = await transaction.exercise.findUnique({ where: { slug }, select: { currentRevisionId: true } });
  if (exercise === null) return { kind: 'no-exercise' };
  const revisionId = exercise.currentRevisionId;
  const running = await transaction.rejudgedSubmission.findFirst({
    where: { state: 'queued', rejudge: { slug } },
    select: { rejudgeId: true },
  });
  if (running !== null) return { kind: 'running', id: RejudgeId.parse(running.rejudgeId) };

  const wanted = revisions === 'all' ? null : [...revisions];
  const rows = await transaction.$queryRaw`
    SELECT count(*)::int AS count FROM submission
    WHERE slug = ${slug} AND mode = 'full' AND purpose = 'candidate' AND state = 'finished' AND revision_id <> ${revisionId}::uuid
      AND (${wanted}::uuid[] IS NULL OR revision_id = ANY (${wanted}::uuid[]))`;
  const matching = Matching.parse(rows)[0]?.count ?? 0;
  if (matching === 0) return { kind: 'nothing' };
  await forgetShadows(transaction, slug);
  const visitorId = await createLotVisitor(transaction, at);
  const id = RejudgeId.parse(randomUUID());
  const leftOut = Math.max(0, matching - AUTHORING_BOUNDS.rejudged);
  await transaction.rejudge.create({
    data: { id, slug, revisionId, visitorId, leftOut, startedById: actor, createdAt: at },
  });
  const made = await transaction.$queryRaw`
    WITH picked AS MATERIALIZED (
      SELECT submission.*, gen_random_uuid() AS shadow, row_number() OVER (ORDER BY created_at DESC, id DESC) - 1 AS place
      FROM submission
      WHERE slug = ${slug} AND mode = 'full' AND purpose = 'candidate' AND state = 'finished' AND revision_id <> ${revisionId}::uuid
        AND (${wanted}::uuid[] IS NULL OR revision_id = ANY (${wanted}::uuid[]))
      ORDER BY created_at DESC, id DESC LIMIT ${AUTHORING_BOUNDS.rejudged}
    ), shadows AS (
      INSERT INTO submission (id, visitor_id, revision_id, slug, mode, purpose, source, state, last_seq)
      SELECT shadow, ${visitorId}::uuid, ${revisionId}::uuid, slug, 'full', 'rejudge', source, 'queued', 1 FROM picked
    ), noted AS (
      INSERT INTO rejudged_submission (rejudge_id, submission_id, shadow_id, position, was_revision_id, was_finished_at, was_verdict, was_code, was_claim)
      SELECT ${id}::uuid, id, shadow, place, revision_id, finished_at, verdict, code, claim FROM picked
    )
    SELECT shadow FROM picked`;
  const shadows = Shadows.parse(made).map(({ shadow }) => ({ id: shadow, purpose: 'rejudge' as const }));
  await queueLot(transaction, jobs, shadows);
  await note(transaction, actor, 'rejudge-started', `${slug}, ${shadows.length} submissions`);
  return { kind: 'started', id };
}

/** What earlier rejudgings of the exercise judged and nobody applied is of no more use. */
async function forgetShadows(transaction: Transaction, slug: Slug): Promise<void> {
  const old = await transaction.rejudge.findMany({ where: { slug }, select: { visitorId: true } });
  await transaction.submission.deleteMany({
    where: { purpose: 'rejudge', visitorId: { in: old.map(({ visitorId }) => visitorId) } },
  });
}
