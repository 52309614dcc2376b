/** What admins look at and do with the queue. */
import {
  type AccountId,
  FailedJudgingPage,
  JudgingView,
  Report,
  Slug,
  StorageView,
  type SubmissionId,
  SubmissionMode,
  type SubmissionSummary,
  VisitorId,
} from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import type { Database } from '../client.ts';
import { cursorOf, readCursor } from '../cursor.ts';
import { fromDocument } from '../stored.ts';
import type { Submissions } from '../submissions.ts';
import type { Graders } from './graders.ts';

export type JudgedAgain =
  | { readonly kind: 'queued'; readonly submission: SubmissionSummary }
  | { readonly kind: 'unknown' }
  /** Only what could not be judged is judged again: a verdict stays what it is. */
  | { readonly kind: 'judged' }
  /** It is part of a verification or a rejudging: that is started again as a whole. */
  | { readonly kind: 'authors' }
  /** Its exercise is withdrawn. */
  | { readonly kind: 'no-exercise' };

export interface Operations {
  judging(): Promise<JudgingView>;
  /** Submissions that ended as judge-error, newest first. `cursor`: the `next` of the page before; null when that is none of ours. */
  failures(query: { readonly cursor?: string | undefined; readonly limit: number }): Promise<FailedJudgingPage | null>;
  /** Cancels a submission in its visitor's stead. */
  cancel(id: SubmissionId, actor: AccountId): ReturnType<Submissions['cancel']>;
  /** Submits what could not be judged once more, for its visitor, as a submission of its own: events of the first stay as they are. */
  judgeAgain(id: SubmissionId, actor: AccountId): Promise<JudgedAgain>;
  storage(): Promise<StorageView>;
}

const MOST_SHOWN = 100;
const CAUSE_CHARACTERS = 4_000;

export function openOperations(
  database: Database,
  submissions: Submissions,
  graders: Graders,
  now: () => Date,
): Operations {
  return {
    async judging() {
      const waiting = { state: { in: ['queued', 'running'] } };
      const [counts, items, known] = await Promise.all([
        database.run((client) =>
          client.submission.groupBy({
            by: ['state', 'purpose'],
            where: waiting,
            _count: { _all: true },
            _min: { createdAt: true },
            orderBy: [{ state: 'asc' }, { purpose: 'asc' }],
          }),
        ),
        database.run((client) =>
          client.submission.findMany({
            where: waiting,
            // By the alphabet candidates' come before authors'.
            orderBy: [{ purpose: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
            take: MOST_SHOWN,
            select: { id: true, slug: true, mode: true, purpose: true, state: true, attempt: true, createdAt: true },
          }),
        ),
        graders.list(),
      ]);
      const first = counts.find(({ state, purpose }) => state === 'queued' && purpose === 'candidate')?._min.createdAt;
      const count = (state: string, ofCandidates: boolean): number =>
        counts
          .filter((row) => row.state === state && (row.purpose === 'candidate') === ofCandidates)
          .reduce((sum, row) => sum + row._count._all, 0);
      return fromDocument(JudgingView, 'the queue', {
        graders: known,
        queued: count('queued', true),
        running: count('running', true),
        authors: { queued: count('queued', false), running: count('running', false) },
        longestWaitMs: first == null ? null : Math.max(0, now().getTime() - first.getTime()),
        items: items.map(({ id, createdAt, ...row }) => {
          return { submission: id, createdAt: createdAt.toISOString(), ...row };
        }),
      });
    },

    async failures({ cursor, limit }) {
      const after = cursor === undefined ? null : readCursor(cursor);
      if (cursor !== undefined && after === null) return null;
      const rows = await database.run((client) =>
        client.submission.findMany({
          where: {
            verdict: 'judge-error',
            ...(after === null
              ? {}
              : {
                  finishedAt: { lte: after.at },
                  OR: [{ finishedAt: { lt: after.at } }, { id: { lt: after.id } }],
                }),
          },
          orderBy: [{ finishedAt: 'desc' }, { id: 'desc' }],
          take: limit + 1,
          select: { id: true, slug: true, mode: true, purpose: true, attempt: true, finishedAt: true, report: true },
        }),
      );
      const items = rows.slice(0, limit).map(({ id, attempt, finishedAt, report, ...row }) => {
        const read = Report.safeParse(report);
        const cause = (read.success ? read.data.fault : null) ?? 'The report does not say why.';
        const shown = cause.slice(0, CAUSE_CHARACTERS);
        return { submission: id, ...row, attempts: attempt, cause: shown, finishedAt: finishedAt?.toISOString() };
      });
      const last = items.at(-1);
      const next =
        rows.length > limit && last !== undefined
          ? cursorOf({ at: new Date(last.finishedAt ?? 0), id: last.submission })
          : null;
      return fromDocument(FailedJudgingPage, 'a page of failed judgings', { items, next });
    },

    async cancel(id, actor) {
      const cancelled = await submissions.cancel(id);
      if (cancelled === 'cancelled') {
        await database.transact((transaction) => note(transaction, actor, 'judging-cancelled', id));
      }
      return cancelled;
    },

    async judgeAgain(id, actor) {
      const row = await database.run((client) =>
        client.submission.findUnique({
          where: { id },
          select: { verdict: true, purpose: true, visitorId: true, slug: true, source: true, mode: true, call: true },
        }),
      );
      if (row === null) return { kind: 'unknown' };
      if (row.purpose !== 'candidate') return { kind: 'authors' };
      if (row.verdict !== 'judge-error') return { kind: 'judged' };
      const created = await submissions.create({ ...Again.parse(row), unbounded: true });
      if (created.kind === 'no-exercise') return { kind: 'no-exercise' };
      if (created.kind !== 'created') throw new Error(`a submission without a bound was refused: ${created.kind}`);
      await database.transact((transaction) => note(transaction, actor, 'judged-again', id));
      return { kind: 'queued', submission: created.submission };
    },

    async storage() {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT relname AS name, greatest(reltuples, 0)::int8::text AS rows, pg_total_relation_size(pg_class.oid)::text AS bytes
          FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY pg_total_relation_size(pg_class.oid) DESC, relname`,
      );
      const tables = Sizes.parse(rows);
      return fromDocument(StorageView, 'the storage', {
        bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
        tables,
      });
    },
  };
}

const Again = z.object({
  visitorId: VisitorId,
  slug: Slug,
  source: z.string(),
  mode: SubmissionMode,
  call: z
    .string()
    .nullable()
    .transform((call) => call ?? undefined),
});
const Count = z.string().transform(Number);
const Sizes = z.array(z.object({ name: z.string(), rows: Count, bytes: Count }));
