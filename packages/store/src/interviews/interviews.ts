/** Interviews and templates of them. Settings hold as they are from the moment in which a sitting begins. */
import {
  type AccountId,
  InterviewId,
  InterviewPage,
  InterviewSettings,
  InterviewTemplate,
  type TemplateRequest,
} from '@lockstep/protocol';
import { z } from 'zod';
import { note } from '../accounts/audit.ts';
import type { Database, Transaction } from '../client.ts';
import { cursorOf, madeBefore, readCursor } from '../cursor.ts';
import { fromDocument, toDocument } from '../stored.ts';

export interface StoredInterview {
  readonly id: InterviewId;
  readonly settings: InterviewSettings;
  readonly createdAt: string;
  readonly createdBy: { readonly id: AccountId; readonly name: string };
  readonly begun: boolean;
}

export type InterviewChanged = 'changed' | 'unknown' | 'begun';

export interface Interviews {
  /** What of these is not in the bank: `exercise locked-counter`. */
  missing(settings: InterviewSettings): Promise<string[]>;
  create(settings: InterviewSettings, actor: AccountId): Promise<InterviewId>;
  /** Those that are not archived, newest first. `cursor`: the `next` of the page before; null when that is none of ours. */
  list(query: { readonly cursor?: string | undefined; readonly limit: number }): Promise<InterviewPage | null>;
  get(id: InterviewId): Promise<StoredInterview | null>;
  /** `begun`: a sitting has; nothing was changed. */
  change(id: InterviewId, settings: InterviewSettings, actor: AccountId): Promise<InterviewChanged>;
  /** Takes it off the list. Sittings that run go on, links that were not used work no more. */
  archive(id: InterviewId, actor: AccountId): Promise<boolean>;
  templates(): Promise<InterviewTemplate[]>;
  /** In place of the template of that name. */
  saveTemplate(template: TemplateRequest): Promise<InterviewTemplate>;
  deleteTemplate(id: string): Promise<boolean>;
}

const MOST_TEMPLATES = 200;
const Counts = z.array(z.object({ id: z.string(), state: z.string(), count: z.int() }));

export function openInterviews(database: Database, now: () => Date): Interviews {
  return {
    async missing({ items }) {
      const slugs = (kind: string): string[] => items.filter((item) => item.kind === kind).map(({ slug }) => slug);
      const [exercises, questions] = await database.run((client) =>
        Promise.all([
          client.exercise.findMany({
            where: { slug: { in: slugs('exercise') }, withdrawnAt: null },
            select: { slug: true },
          }),
          client.question.findMany({
            where: { slug: { in: slugs('question') }, withdrawnAt: null },
            select: { slug: true },
          }),
        ]),
      );
      const known = new Set([
        ...exercises.map(({ slug }) => `exercise ${slug}`),
        ...questions.map(({ slug }) => `question ${slug}`),
      ]);
      return items.map(({ kind, slug }) => `${kind} ${slug}`).filter((name) => !known.has(name));
    },

    create: (settings, actor) =>
      database.transact(async (transaction) => {
        const id = InterviewId.parse(crypto.randomUUID());
        await transaction.$executeRaw`
          INSERT INTO interview (id, settings, created_by_id, created_at)
          VALUES (${id}::uuid, ${toDocument(settings)}::json, ${actor}::uuid, ${now()})`;
        await note(transaction, actor, 'interview-made', settings.title);
        return id;
      }),

    async list({ cursor, limit }) {
      const after = cursor === undefined ? null : readCursor(cursor);
      if (cursor !== undefined && after === null) return null;
      const rows = await database.run((client) =>
        client.interview.findMany({
          where: {
            archivedAt: null,
            ...madeBefore(after),
          },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: limit + 1,
          include: { createdBy: { select: { name: true } } },
        }),
      );
      const shown = rows.slice(0, limit);
      const counts = Counts.parse(
        await database.run(
          (client) => client.$queryRaw`
            SELECT interview_id::text AS id, count(*)::int AS count, CASE
              WHEN withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN started_at IS NULL THEN 'waiting'
              WHEN finished_at IS NULL AND ends_at > ${now()} THEN 'running' ELSE 'over' END AS state
            FROM sitting WHERE interview_id = ANY(${shown.map(({ id }) => id)}::uuid[]) GROUP BY 1, 3`,
        ),
      );
      const last = shown.at(-1);
      return fromDocument(InterviewPage, 'a page of interviews', {
        items: shown.map(({ id, settings, createdAt, createdBy }) => {
          const { title, minutes, items } = fromDocument(InterviewSettings, `interview ${id}`, settings);
          const count = (state: string): number =>
            counts.find((one) => one.id === id && one.state === state)?.count ?? 0;
          return {
            ...{
              id,
              title,
              minutes,
              items: items.length,
              createdAt: createdAt.toISOString(),
              createdBy: createdBy.name,
            },
            sittings: {
              waiting: count('waiting'),
              running: count('running'),
              over: count('over'),
              withdrawn: count('withdrawn'),
            },
          };
        }),
        next: rows.length > limit && last !== undefined ? cursorOf({ at: last.createdAt, id: last.id }) : null,
      });
    },

    async get(id) {
      const row = await database.run((client) =>
        client.interview.findUnique({
          where: { id, archivedAt: null },
          include: {
            createdBy: { select: { id: true, name: true } },
            _count: { select: { sittings: { where: { startedAt: { not: null } } } } },
          },
        }),
      );
      if (row === null) return null;
      return {
        id,
        settings: fromDocument(InterviewSettings, `interview ${id}`, row.settings),
        createdAt: row.createdAt.toISOString(),
        createdBy: { id: row.createdBy.id as AccountId, name: row.createdBy.name },
        begun: row._count.sittings > 0,
      };
    },

    change: (id, settings, actor) =>
      database.transact(async (transaction) => {
        if (!(await hold(transaction, id))) return 'unknown';
        const begun = await transaction.sitting.count({ where: { interviewId: id, startedAt: { not: null } } });
        if (begun > 0) return 'begun';
        await transaction.$executeRaw`
          UPDATE interview SET settings = ${toDocument(settings)}::json, rubric_version = rubric_version + 1
          WHERE id = ${id}::uuid`;
        await note(transaction, actor, 'interview-changed', settings.title);
        return 'changed';
      }),

    archive: (id, actor) =>
      database.transact(async (transaction) => {
        if (!(await hold(transaction, id))) return false;
        await transaction.interview.update({ where: { id }, data: { archivedAt: now() } });
        await note(transaction, actor, 'interview-archived', id);
        return true;
      }),

    async templates() {
      const rows = await database.run((client) =>
        client.interviewTemplate.findMany({ orderBy: { name: 'asc' }, take: MOST_TEMPLATES }),
      );
      return rows.map(templateOf);
    },

    async saveTemplate({ name, settings }) {
      await database.run(
        (client) => client.$executeRaw`
          INSERT INTO interview_template (id, name, settings, created_at)
          VALUES (${crypto.randomUUID()}::uuid, ${name}, ${toDocument(settings)}::json, ${now()})
          ON CONFLICT (name) DO UPDATE SET settings = excluded.settings`,
      );
      return templateOf(
        await database.run((client) => client.interviewTemplate.findUniqueOrThrow({ where: { name } })),
      );
    },

    async deleteTemplate(id) {
      const { count } = await database.run((client) => client.interviewTemplate.deleteMany({ where: { id } }));
      return count > 0;
    },
  };
}

/** Held to the end: settings do not change while a sitting begins. False: there is none, or it is archived. */
export async function hold(transaction: Transaction, id: InterviewId): Promise<boolean> {
  const rows = await transaction.$queryRaw<
    unknown[]
  >`SELECT id FROM interview WHERE id = ${id}::uuid AND archived_at IS NULL FOR UPDATE`;
  return rows.length === 1;
}

function templateOf(row: { id: string; name: string; settings: unknown; createdAt: Date }): InterviewTemplate {
  return fromDocument(InterviewTemplate, `template ${row.name}`, { ...row, createdAt: row.createdAt.toISOString() });
}
