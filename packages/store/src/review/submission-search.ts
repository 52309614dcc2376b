/**
 * The table of all submissions of candidates: full ones that were made in sittings. Nothing that anybody practised is ever in it. Pages go from
 * new to old by time and id, along an index; words are found by another table (see the migration "review").
 */
import {
  type SubmissionCount,
  SubmissionFacets,
  type SubmissionFilter,
  SubmissionRow,
  type SubmissionRowPage,
} from '@lockstep/protocol';
import { z } from 'zod';
import type { Client, Database } from '../client.ts';
import { cursorOf, readCursor } from '../cursor.ts';
import { Prisma } from '../generated/client.ts';
import { fromDocument } from '../stored.ts';
import { conditionsOf } from './search-conditions.ts';
import { interviewTitles, type RevisionTitles } from './titles.ts';

export interface SubmissionSearchQuery {
  readonly filter: SubmissionFilter;
  /** The `next` of the page before. */
  readonly cursor?: string | undefined;
  /** At most 1,000. */
  readonly limit: number;
}

export interface SubmissionSearches {
  /** Newest first; null: the cursor is none of ours. */
  page(query: SubmissionSearchQuery): Promise<SubmissionRowPage | null>;
  /** How many there are, exactly. */
  count(filter: SubmissionFilter): Promise<SubmissionCount>;
  /** What occurs, for the menus of filters. */
  facets(): Promise<SubmissionFacets>;
}

const MOST_ROWS = 1_000;
const MOST_INTERVIEWS = 500;

const Row = z.object({
  id: z.uuid(),
  createdAt: z.date(),
  slug: z.string(),
  number: z.int(),
  state: z.string(),
  verdict: z.string().nullable(),
  code: z.string().nullable(),
  claim: z.unknown(),
  flags: z.array(z.string()).nullable(),
  interleavings: z.string().nullable(),
  judgingMs: z.number().nullable(),
  revision: z.uuid(),
  sitting: z.uuid(),
  candidate: z.string(),
  startedAt: z.date().nullable(),
  interview: z.uuid(),
});
type Row = z.infer<typeof Row>;

const Counts = z.array(z.object({ value: z.string().nullable(), submissions: z.int() }));

export function openSubmissionSearches(database: Database, titles: RevisionTitles): SubmissionSearches {
  const rowsOf = async (client: Client, rows: readonly Row[]): Promise<SubmissionRow[]> => {
    const [exercises, interviews] = await Promise.all([
      titles.of(
        client,
        rows.map(({ revision }) => revision),
      ),
      interviewTitles(
        client,
        rows.map(({ interview }) => interview),
      ),
    ]);
    return rows.map(({ revision, interview, startedAt, createdAt, flags, ...row }) =>
      fromDocument(SubmissionRow, `submission ${row.id}`, {
        ...row,
        createdAt: createdAt.toISOString(),
        title: exercises.get(revision) ?? row.slug,
        interview: { id: interview, title: interviews.get(interview) ?? '' },
        flags: flags ?? [],
        intoMs: intoMs(createdAt, startedAt),
      }),
    );
  };
  return {
    async page({ filter, cursor, limit }) {
      const place = cursor === undefined ? null : readCursor(cursor);
      if (cursor !== undefined && place === null) return null;
      const take = Math.max(1, Math.min(Math.trunc(limit), MOST_ROWS));
      return database.run(async (client) => {
        const { where, tables } = await conditionsOf(client, filter);
        const before =
          place === null
            ? Prisma.empty
            : Prisma.sql`AND (submission.created_at, submission.id) < (${place.at}::timestamptz, ${place.id}::uuid)`;
        // The page is found first: what its rows show beside is looked up for them alone.
        const found = await client.$queryRaw`
          SELECT submission.id, submission.created_at AS "createdAt", submission.slug, number, state, verdict, code, claim, flags,
            interleavings, judging_ms AS "judgingMs", revision_id AS revision,
            its.id AS sitting, its.candidate, its.started_at AS "startedAt", its.interview_id AS interview
          FROM (
            SELECT submission.* FROM submission ${tables} WHERE ${where} ${before}
            ORDER BY submission.created_at DESC, submission.id DESC LIMIT ${take + 1}
          ) AS submission JOIN sitting AS its ON its.id = submission.sitting_id
          ORDER BY submission.created_at DESC, submission.id DESC`;
        const rows = z.array(Row).parse(found);
        const shown = rows.slice(0, take);
        const last = shown.at(-1);
        return {
          items: await rowsOf(client, shown),
          next: rows.length > take && last !== undefined ? cursorOf({ at: last.createdAt, id: last.id }) : null,
        };
      });
    },

    count: (filter) =>
      database.run(async (client) => {
        const { where, tables } = await conditionsOf(client, filter);
        const rows = await client.$queryRaw`SELECT count(*)::int AS count FROM submission ${tables} WHERE ${where}`;
        return { count: z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count };
      }),

    facets: () =>
      database.run(async (client) => {
        const { where } = await conditionsOf(client, {});
        const by = async (column: Prisma.Sql): Promise<z.infer<typeof Counts>> =>
          Counts.parse(
            await client.$queryRaw`
              SELECT ${column} AS value, count(*)::int AS submissions FROM submission WHERE ${where} GROUP BY 1 ORDER BY 2 DESC, 1`,
          );
        const [slugs, verdicts, interviews] = await Promise.all([
          by(Prisma.sql`submission.slug`),
          by(Prisma.sql`submission.verdict`),
          client.$queryRaw`
            SELECT interview.id::text AS value, count(*)::int AS submissions FROM submission
            JOIN sitting ON sitting.id = submission.sitting_id JOIN interview ON interview.id = sitting.interview_id
            WHERE ${where} GROUP BY interview.id ORDER BY interview.created_at DESC, interview.id DESC LIMIT ${MOST_INTERVIEWS}`,
        ]);
        const held = Counts.parse(interviews);
        const current = await client.exercise.findMany({
          where: { slug: { in: slugs.flatMap(({ value }) => value ?? []) } },
          select: { slug: true, currentRevisionId: true },
        });
        const [exerciseTitles, titlesOfInterviews] = await Promise.all([
          titles.of(
            client,
            current.map(({ currentRevisionId }) => currentRevisionId),
          ),
          interviewTitles(
            client,
            held.flatMap(({ value }) => value ?? []),
          ),
        ]);
        const titleOf = new Map(current.map((row) => [row.slug, exerciseTitles.get(row.currentRevisionId)]));
        return fromDocument(SubmissionFacets, 'the facets of submissions', {
          exercises: slugs
            .map(({ value, submissions }) => ({ slug: value, title: titleOf.get(value ?? '') ?? value, submissions }))
            .sort((a, b) => ((a.title ?? '') < (b.title ?? '') ? -1 : 1)),
          verdicts: verdicts.flatMap(({ value, submissions }) =>
            value === null ? [] : [{ verdict: value, submissions }],
          ),
          interviews: held.map(({ value, submissions }) => ({
            id: value,
            title: titlesOfInterviews.get(value ?? '') ?? '',
            submissions,
          })),
        });
      }),
  };
}

/** The time since a sitting began. The two moments are of different clocks: what would be before the start is at it. */
export function intoMs(at: Date, startedAt: Date | null): number {
  return startedAt === null ? 0 : Math.max(0, at.getTime() - startedAt.getTime());
}
