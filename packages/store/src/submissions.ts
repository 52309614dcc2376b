/**
 * Submissions on the visitors' side: making them, looking at them. Judging them is attempts.ts.
 *
 * A submission's row, its first event and its job come in one transaction: there is never one without the others.
 */
import { randomUUID } from 'node:crypto';
import {
  type NumberedEvent,
  Recording,
  Report,
  type Slug,
  SubmissionId,
  type SubmissionMode,
  type SubmissionPage,
  SubmissionPurpose,
  SubmissionSummary,
  Verdict,
  type VisitorId,
} from '@lockstep/protocol';
import { z } from 'zod';
import { noteEnd } from './authoring/ends.ts';
import type { Database, Transaction } from './client.ts';
import { cursorOf, madeBefore, readCursor } from './cursor.ts';
import { writeEvents } from './events.ts';
import type { Submission as Row } from './generated/client.ts';
import type { JobSender } from './job-queue.ts';
import { fromDocument } from './stored.ts';

export interface NewSubmission {
  readonly visitorId: VisitorId;
  readonly slug: Slug;
  /** As protocol's `Source` allows it. */
  readonly source: string;
  readonly mode: SubmissionMode;
  /** With mode `own`: the call, as it can be read for the exercise's entry. */
  readonly call?: string | undefined;
  /** However many of the visitor's are unfinished. */
  readonly unbounded?: boolean;
  /** Instead of the exercise's current revision. */
  readonly revisionId?: string;
  /** So many full submissions of the exercise count. */
  readonly mostFull?: number | null;
  /** The same once more, while it is not judged, is the same one: a button that was pressed twice. */
  readonly onceAtATime?: boolean;
}

export type SubmissionCreated =
  | { readonly kind: 'created'; readonly submission: SubmissionSummary; readonly queued: NumberedEvent }
  /** The visitor has as many unfinished submissions as one may have. */
  | { readonly kind: 'too-many'; readonly unfinished: number }
  /** As many were submitted as count. */
  | { readonly kind: 'used-up'; readonly most: number }
  /** It was submitted just now. */
  | { readonly kind: 'again'; readonly submission: SubmissionSummary }
  | { readonly kind: 'no-exercise' };

export interface StoredSubmission {
  readonly visitorId: VisitorId;
  readonly revisionId: string;
  readonly source: string;
  readonly summary: SubmissionSummary;
}

export interface SubmissionQuery {
  readonly visitorId: VisitorId;
  readonly slug?: Slug;
  readonly mode?: SubmissionMode;
  /** The `next` of the page before. */
  readonly cursor?: string;
  /** At most 100. */
  readonly limit?: number;
}

export type SubmissionList = ({ readonly kind: 'page' } & SubmissionPage) | { readonly kind: 'bad-cursor' };

export interface ExerciseStanding {
  /** `accepted` if any full submission was, else the verdict of the last one that has one; judge-errors count for nothing. */
  readonly verdict: Verdict | null;
  /** ISO time of the last full submission. */
  readonly lastSubmittedAt: string;
}

export interface Submissions {
  create(submission: NewSubmission): Promise<SubmissionCreated>;
  get(id: SubmissionId): Promise<StoredSubmission | null>;
  /** What judging found, for the operator; null while there is nothing. */
  report(id: SubmissionId): Promise<Report | null>;
  /** What was learned of a scope (from 0), to be played; null when nothing was kept. */
  recording(id: SubmissionId, scope: number): Promise<Recording | null>;
  /**
   * Ends one without a verdict, queued or running; whoever judges it can write no more. The other answers change nothing.
   */
  cancel(id: SubmissionId): Promise<'cancelled' | 'cancelled-before' | 'finished' | 'unknown'>;
  /** Newest first. */
  list(query: SubmissionQuery): Promise<SubmissionList>;
  /** How a visitor stands with each exercise that was submitted to. */
  bestVerdicts(visitorId: VisitorId): Promise<ReadonlyMap<string, ExerciseStanding>>;
}

const MAX_PAGE = 100;

export interface SubmissionOptions {
  readonly database: Database;
  readonly jobs: JobSender;
  readonly maxUnfinishedPerVisitor: number;
}

export function openSubmissions({ database, jobs, maxUnfinishedPerVisitor }: SubmissionOptions): Submissions {
  return {
    create: (submission) =>
      database.transact((transaction) => create(transaction, jobs, maxUnfinishedPerVisitor, submission)),

    async get(id) {
      const row = await database.run((client) =>
        client.submission.findUnique({ where: { id }, omit: { report: true } }),
      );
      if (row === null) return null;
      return {
        visitorId: row.visitorId as VisitorId,
        revisionId: row.revisionId,
        source: row.source,
        summary: summaryOf(row),
      };
    },

    async report(id) {
      const row = await database.run((client) =>
        client.submission.findUnique({ where: { id }, select: { report: true } }),
      );
      return row?.report == null ? null : fromDocument(Report, `the report on submission ${id}`, row.report);
    },

    async recording(id, scope) {
      const row = await database.run((client) =>
        client.recording.findUnique({ where: { submissionId_scope: { submissionId: id, scope } } }),
      );
      return row === null ? null : fromDocument(Recording, `recording ${scope} of submission ${id}`, row.content);
    },

    cancel: (id) => database.transact((transaction) => cancel(transaction, id)),

    async list({ visitorId, slug, mode, cursor, limit = 20 }) {
      const after = cursor === undefined ? null : readCursor(cursor);
      if (cursor !== undefined && after === null) return { kind: 'bad-cursor' };
      const take = Math.max(1, Math.min(Math.trunc(limit), MAX_PAGE));
      const rows = await database.run((client) =>
        client.submission.findMany({
          where: {
            visitorId,
            ...(slug === undefined ? {} : { slug }),
            ...(mode === undefined ? {} : { mode }),
            ...madeBefore(after),
          },
          omit: { report: true, source: true },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: take + 1,
        }),
      );
      const items = rows.slice(0, take);
      const last = items.at(-1);
      return {
        kind: 'page',
        items: items.map(summaryOf),
        next: rows.length > take && last !== undefined ? cursorOf({ at: last.createdAt, id: last.id }) : null,
      };
    },

    async bestVerdicts(visitorId) {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT slug, max(created_at) AS last,
            CASE WHEN bool_or(verdict = 'accepted') THEN 'accepted'
            ELSE (array_agg(verdict ORDER BY created_at DESC) FILTER (WHERE verdict <> 'judge-error'))[1] END AS verdict
          FROM submission WHERE visitor_id = ${visitorId}::uuid AND mode = 'full' GROUP BY slug`,
      );
      return new Map(
        Standings.parse(rows).map(({ slug, last, verdict }) => [
          slug,
          { verdict, lastSubmittedAt: last.toISOString() },
        ]),
      );
    },
  };
}

const Standings = z.array(z.object({ slug: z.string(), last: z.date(), verdict: Verdict.nullable() }));

const Cancelled = z.array(z.object({ state: z.string(), last_seq: z.int(), purpose: SubmissionPurpose }));

async function cancel(
  transaction: Transaction,
  id: SubmissionId,
): Promise<'cancelled' | 'cancelled-before' | 'finished' | 'unknown'> {
  const rows =
    await transaction.$queryRaw`SELECT state, last_seq, purpose FROM submission WHERE id = ${id}::uuid FOR UPDATE`;
  const [was] = Cancelled.parse(rows);
  if (was === undefined) return 'unknown';
  if (was.state === 'finished') return 'finished';
  if (was.state === 'cancelled') return 'cancelled-before';
  await transaction.$executeRaw`
    UPDATE submission SET state = 'cancelled', last_seq = ${was.last_seq + 1}, attempt_end = NULL
    WHERE id = ${id}::uuid`;
  await writeEvents(transaction, id, was.last_seq, [{ kind: 'cancelled' }]);
  await noteEnd(transaction, id, was.purpose, null);
  return 'cancelled';
}

async function create(
  transaction: Transaction,
  jobs: JobSender,
  maxUnfinished: number,
  submission: NewSubmission,
): Promise<SubmissionCreated> {
  const { visitorId, slug, source, mode, call, unbounded = false, revisionId, mostFull, onceAtATime } = submission;
  // Held to the end: one visitor's submissions are made one after the other, so they are counted and numbered right.
  const rows =
    await transaction.$queryRaw`SELECT now()::timestamptz(3) AS at FROM visitor WHERE id = ${visitorId}::uuid FOR UPDATE`;
  const [visitor] = z.array(z.object({ at: z.date() })).parse(rows);
  if (visitor === undefined) throw new Error(`there is no visitor ${visitorId}`);
  const exercise = await transaction.exercise.findUnique({
    // What is fixed to a revision goes on when the exercise is withdrawn.
    where: { slug, ...(revisionId === undefined ? { withdrawnAt: null } : {}) },
    select: { currentRevisionId: true },
  });
  if (exercise === null) return { kind: 'no-exercise' };
  if (onceAtATime) {
    const same = await transaction.submission.findFirst({
      where: { visitorId, slug, mode, source, call: call ?? null, state: { in: ['queued', 'running'] } },
      omit: { report: true },
    });
    if (same !== null) return { kind: 'again', submission: summaryOf(same) };
  }
  if (mode === 'full' && mostFull != null) {
    // What was cancelled, or could not be judged, does not count.
    const judged = [{ verdict: null }, { verdict: { not: 'judge-error' } }];
    const counted = { visitorId, slug, mode, state: { not: 'cancelled' }, OR: judged };
    if ((await transaction.submission.count({ where: counted })) >= mostFull)
      return { kind: 'used-up', most: mostFull };
  }
  const unfinished = await transaction.submission.count({ where: { visitorId, state: { in: ['queued', 'running'] } } });
  if (unfinished >= maxUnfinished && !unbounded) return { kind: 'too-many', unfinished };

  const last =
    mode === 'full'
      ? await transaction.submission.aggregate({ where: { visitorId, slug }, _max: { number: true } })
      : null;
  // Authors' wait behind.
  const ahead = await transaction.submission.count({ where: { state: 'queued', purpose: 'candidate' } });
  const row = await transaction.submission.create({
    data: {
      id: randomUUID(),
      visitorId,
      slug,
      source,
      mode,
      call: call ?? null,
      revisionId: revisionId ?? exercise.currentRevisionId,
      number: last === null ? null : (last._max.number ?? 0) + 1,
      state: 'queued',
      lastSeq: 1,
      // The database's time, as that of the events is: the clocks of several servers differ.
      createdAt: visitor.at,
    },
    omit: { report: true },
  });
  const id = SubmissionId.parse(row.id);
  const [queued] = await writeEvents(transaction, id, 0, [{ kind: 'queued', place: ahead + 1 }]);
  if (queued === undefined) throw new Error(`the first event of submission ${id} was not written`);
  await jobs.send(transaction, 'candidate', [id]);
  return { kind: 'created', submission: summaryOf(row), queued };
}

function summaryOf(row: Omit<Row, 'report' | 'source'>): SubmissionSummary {
  return fromDocument(SubmissionSummary, `submission ${row.id}`, {
    ...row,
    number: row.number ?? 0,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });
}
