/**
 * Sittings: one candidate in one interview, with a visitor of its own, so that what is done there is nobody else's. The
 * clock is ours. The revisions of what is asked are fixed at the start: a change of the bank does not reach into a sitting.
 */
import {
  type AccountId,
  InterviewId,
  InterviewSettings,
  SittingId,
  type SittingState,
  type Slug,
  VisitorId,
} from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import { hashOfToken, newToken } from '../accounts/tokens.ts';
import type { Database, Transaction } from '../client.ts';
import { fromDocument, toDocument, toText } from '../stored.ts';
import { hold } from './interviews.ts';
import { tellOfSitting } from './sitting-notice.ts';

export interface StoredSitting {
  readonly id: SittingId;
  readonly interview: InterviewId;
  readonly candidate: string;
  readonly visitorId: VisitorId;
  readonly settings: InterviewSettings;
  readonly state: SittingState;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endsAt: Date | null;
  readonly finishedAt: Date | null;
  /** Revisions by `exercise slug` and `question slug`; null before the start. */
  readonly revisions: Readonly<Record<string, string>> | null;
  /** Drafts that came after the end. */
  readonly late: readonly { readonly slug: string; readonly source: string; readonly receivedAt: Date }[];
}

export type Started =
  | { readonly kind: 'started'; readonly sitting: StoredSitting }
  /** It had been started before: nothing changed. */
  | { readonly kind: 'running'; readonly sitting: StoredSitting }
  | { readonly kind: 'too-early'; readonly opensAt: string }
  | { readonly kind: 'too-late' }
  | { readonly kind: 'gone' }
  /** Something of it is not in the bank any more. */
  | { readonly kind: 'missing'; readonly what: string };

export interface Sittings {
  /** Makes a sitting and its link's token. `unknown`: there is no such interview; `full`: it has as many as it may have. */
  create(
    interview: InterviewId,
    candidate: string,
    actor: AccountId,
  ): Promise<{ readonly id: SittingId; readonly token: string } | 'unknown' | 'full'>;
  /** A new token in place of the old one, which works no more; null: there is no such sitting. */
  renew(id: SittingId, actor: AccountId): Promise<string | null>;
  find(token: string): Promise<StoredSitting | null>;
  get(id: SittingId): Promise<StoredSitting | null>;
  /** The sitting that a visitor is of; null: of none. */
  ofVisitor(visitorId: VisitorId): Promise<SittingId | null>;
  /** Of an interview, in the order in which they were made. */
  list(interview: InterviewId): Promise<StoredSitting[]>;
  /** Starts the clock, once. */
  start(id: SittingId): Promise<Started>;
  /** The candidate is done; nothing happens to one that does not run. */
  finish(id: SittingId): Promise<StoredSitting | null>;
  /** Ends it at once, or keeps it from being started. */
  withdraw(id: SittingId, actor: AccountId): Promise<boolean>;
  /** More time for one that runs, or whose time has just run out; false: it is in no state for that. */
  extend(id: SittingId, minutes: number, actor: AccountId): Promise<boolean>;
  /** Keeps what came after the end, apart from what counts. */
  keepLate(id: SittingId, slug: Slug, source: string): Promise<void>;
  /** What a candidate has in the editor, by exercise. */
  drafts(visitorId: VisitorId): Promise<{ slug: string; source: string; savedAt: Date }[]>;
  /** Tries and verdicts of visitors, for what they were asked. */
  standings(visitors: readonly VisitorId[]): Promise<Standing[]>;
  /** Titles and minutes of what is asked, by `exercise slug` and `question slug`. */
  faces(settings: readonly InterviewSettings[]): Promise<ReadonlyMap<string, { title: string; minutes: number }>>;
}

const MINUTE_MS = 60_000;
const MOST_SITTINGS = 1_000;

const Standing = z.object({
  visitorId: VisitorId,
  kind: z.enum(['exercise', 'question']),
  slug: z.string(),
  tries: z.int(),
  /** Of an exercise: `accepted` if any was, else the last one. */
  verdict: z.string().nullable(),
  /** Of a question: its first answer. */
  right: z.boolean().nullable(),
});
export type Standing = z.infer<typeof Standing>;

const include = { interview: { select: { settings: true, archivedAt: true } }, lateDrafts: true } as const;
type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>;

export function openSittings(database: Database, now: () => Date): Sittings {
  const get = async (id: SittingId): Promise<StoredSitting | null> => {
    const row = await database.run((client) => readRow(client, { id }));
    return row === null ? null : storedOf(row, now());
  };
  return {
    create: (interview, candidate, actor) =>
      database.transact(async (transaction) => {
        if (!(await hold(transaction, interview))) return 'unknown';
        if ((await transaction.sitting.count({ where: { interviewId: interview } })) >= MOST_SITTINGS) return 'full';
        const { token, hash } = newToken();
        const id = SittingId.parse(crypto.randomUUID());
        const visitorId = crypto.randomUUID();
        const at = now();
        // Nobody has the visitor's own token: the sitting's opens it.
        await transaction.visitor.create({
          data: { id: visitorId, tokenHash: newToken().hash, createdAt: at, lastSeenAt: at },
        });
        await transaction.sitting.create({
          data: { id, interviewId: interview, candidate: toText(candidate), tokenHash: hash, visitorId, createdAt: at },
        });
        await note(transaction, actor, 'sitting-made', candidate);
        return { id, token };
      }),

    renew: (id, actor) =>
      database.transact(async (transaction) => {
        const { token, hash } = newToken();
        const { count } = await transaction.sitting.updateMany({
          where: { id, withdrawnAt: null },
          data: { tokenHash: hash },
        });
        if (count === 0) return null;
        await note(transaction, actor, 'sitting-link-renewed', id);
        await tellOfSitting(transaction, id);
        return token;
      }),

    async find(token) {
      const tokenHash = hashOfToken(token);
      if (tokenHash === null) return null;
      const row = await database.run((client) => readRow(client, { tokenHash }));
      return row === null ? null : storedOf(row, now());
    },

    get,

    async ofVisitor(visitorId) {
      const row = await database.run((client) =>
        client.sitting.findUnique({ where: { visitorId }, select: { id: true } }),
      );
      return row === null ? null : SittingId.parse(row.id);
    },

    async list(interview) {
      const rows = await database.run((client) =>
        client.sitting.findMany({
          where: { interviewId: interview },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
          take: MOST_SITTINGS,
          include,
        }),
      );
      return rows.map((row) => storedOf(row, now()));
    },

    start: (id) =>
      database.transact(async (transaction) => {
        const was = await transaction.sitting.findUnique({ where: { id }, select: { interviewId: true } });
        if (was === null) return { kind: 'gone' };
        const open = await hold(transaction, InterviewId.parse(was.interviewId));
        await transaction.$queryRaw`SELECT id FROM sitting WHERE id = ${id}::uuid FOR UPDATE`;
        const row = await readRow(transaction, { id });
        if (row === null) return { kind: 'gone' };
        const at = now();
        const sitting = storedOf(row, at);
        if (sitting.startedAt !== null) return { kind: 'running', sitting };
        if (!open || sitting.state !== 'waiting') return { kind: 'gone' };
        const { opensAt, closesAt, minutes } = sitting.settings;
        if (opensAt !== null && at < new Date(opensAt)) return { kind: 'too-early', opensAt };
        if (closesAt !== null && at >= new Date(closesAt)) return { kind: 'too-late' };
        const revisions = await currentRevisions(transaction, sitting.settings);
        const missing = sitting.settings.items.map(nameOf).find((name) => revisions[name] === undefined);
        if (missing !== undefined) return { kind: 'missing', what: missing };
        const endsAt = new Date(at.getTime() + minutes * MINUTE_MS);
        await transaction.$executeRaw`
          UPDATE sitting SET started_at = ${at}, ends_at = ${endsAt}, revisions = ${toDocument(revisions)}::json
          WHERE id = ${id}::uuid`;
        await tellOfSitting(transaction, id);
        return { kind: 'started', sitting: { ...sitting, state: 'running', startedAt: at, endsAt, revisions } };
      }),

    async finish(id) {
      await database.transact(async (transaction) => {
        const { count } = await transaction.sitting.updateMany({
          where: { id, startedAt: { not: null }, finishedAt: null, withdrawnAt: null, endsAt: { gt: now() } },
          data: { finishedAt: now() },
        });
        if (count > 0) await tellOfSitting(transaction, id);
      });
      return get(id);
    },

    withdraw: (id, actor) =>
      database.transact(async (transaction) => {
        const { count } = await transaction.sitting.updateMany({
          where: { id, withdrawnAt: null },
          data: { withdrawnAt: now() },
        });
        if (count === 0) return false;
        await note(transaction, actor, 'sitting-withdrawn', id);
        await tellOfSitting(transaction, id);
        return true;
      }),

    extend: (id, minutes, actor) =>
      database.transact(async (transaction) => {
        // From now where the time is up: more time that is over already would be none.
        const changed = await transaction.$executeRaw`
          UPDATE sitting SET ends_at = greatest(ends_at, ${now()}) + ${minutes}::int * interval '1 minute'
          WHERE id = ${id}::uuid AND started_at IS NOT NULL AND finished_at IS NULL AND withdrawn_at IS NULL`;
        if (changed === 0) return false;
        await note(transaction, actor, 'sitting-extended', `${id}: ${minutes} minutes`);
        await tellOfSitting(transaction, id);
        return true;
      }),

    async keepLate(id, slug, source) {
      // A browser tries again and again: the same text came when it came first.
      await database.run(
        (client) => client.$executeRaw`
          INSERT INTO late_draft (sitting_id, slug, source, received_at)
          VALUES (${id}::uuid, ${slug}, ${toText(source)}, ${now()})
          ON CONFLICT (sitting_id, slug) DO UPDATE SET source = excluded.source, received_at = excluded.received_at
          WHERE late_draft.source <> excluded.source`,
      );
    },

    drafts: (visitorId) =>
      database.run((client) =>
        client.draft.findMany({
          where: { visitorId },
          orderBy: { slug: 'asc' },
          select: { slug: true, source: true, savedAt: true },
        }),
      ),

    async standings(visitors) {
      const ids = [...visitors];
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT visitor_id AS "visitorId", 'exercise' AS kind, slug, count(*)::int AS tries, NULL::boolean AS "right",
            CASE WHEN bool_or(verdict = 'accepted') THEN 'accepted'
            ELSE (array_agg(verdict ORDER BY created_at DESC) FILTER (WHERE verdict <> 'judge-error'))[1] END AS verdict
          FROM submission WHERE visitor_id = ANY(${ids}::uuid[]) AND mode = 'full' AND state <> 'cancelled' GROUP BY 1, 3
          UNION ALL
          SELECT visitor_id, 'question', slug, count(*)::int, (array_agg("right" ORDER BY number))[1], NULL
          FROM answer WHERE visitor_id = ANY(${ids}::uuid[]) GROUP BY 1, 3`,
      );
      return z.array(Standing).parse(rows);
    },

    async faces(settings) {
      const slugs = [...new Set(settings.flatMap(({ items }) => items.map(({ slug }) => slug)))];
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT 'exercise ' || exercise.slug AS name, content->>'title' AS title, (content->>'minutes')::int AS minutes
          FROM exercise JOIN exercise_revision ON exercise_revision.id = current_revision_id WHERE exercise.slug = ANY(${slugs})
          UNION ALL
          SELECT 'question ' || question.slug, content->>'title', (content->>'minutes')::int
          FROM question JOIN question_revision ON question_revision.id = current_revision_id WHERE question.slug = ANY(${slugs})`,
      );
      return new Map(Faces.parse(rows).map(({ name, title, minutes }) => [name, { title, minutes }]));
    },
  };
}

const Faces = z.array(z.object({ name: z.string(), title: z.string(), minutes: z.int() }));
const Revisions = z.record(z.string(), z.uuid());

function readRow(client: Pick<Transaction, 'sitting'>, where: { id: string } | { tokenHash: Uint8Array<ArrayBuffer> }) {
  return client.sitting.findUnique({ where, include });
}

function storedOf(row: Row, at: Date): StoredSitting {
  const { interview, lateDrafts, revisions, visitorId, withdrawnAt, startedAt, endsAt, finishedAt } = row;
  const what = `sitting ${row.id}`;
  // Nobody starts what is archived; who runs goes on.
  const gone = withdrawnAt !== null || (interview.archivedAt !== null && startedAt === null);
  const runs = startedAt !== null && finishedAt === null && endsAt !== null && endsAt > at;
  return {
    id: SittingId.parse(row.id),
    interview: InterviewId.parse(row.interviewId),
    candidate: row.candidate,
    visitorId: VisitorId.parse(visitorId),
    settings: fromDocument(InterviewSettings, `the interview of ${what}`, interview.settings),
    state: gone ? 'withdrawn' : startedAt === null ? 'waiting' : runs ? 'running' : 'over',
    createdAt: row.createdAt,
    startedAt,
    endsAt,
    finishedAt,
    revisions: revisions === null ? null : fromDocument(Revisions, what, revisions),
    late: lateDrafts,
  };
}

function nameOf({ kind, slug }: InterviewSettings['items'][number]): string {
  return `${kind} ${slug}`;
}

async function currentRevisions(
  transaction: Transaction,
  { items }: InterviewSettings,
): Promise<Record<string, string>> {
  const slugs = (kind: string): string[] => items.filter((item) => item.kind === kind).map(({ slug }) => slug);
  const exercises = await transaction.exercise.findMany({
    where: { slug: { in: slugs('exercise') }, withdrawnAt: null },
    select: { slug: true, currentRevisionId: true },
  });
  const questions = await transaction.question.findMany({
    where: { slug: { in: slugs('question') }, withdrawnAt: null },
    select: { slug: true, currentRevisionId: true },
  });
  return Object.fromEntries([
    ...exercises.map(({ slug, currentRevisionId }) => [`exercise ${slug}`, currentRevisionId]),
    ...questions.map(({ slug, currentRevisionId }) => [`question ${slug}`, currentRevisionId]),
  ]);
}
