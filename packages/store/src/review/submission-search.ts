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
import { cursorOf, type PlaceInList, readCursor } from '../cursor.ts';
import { Prisma } from '../generated/client.ts';
import { fromDocument } from '../stored.ts';
import { type Conditions, conditionsOf } from './search-conditions.ts';
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
  /** How the database finds a page and its count: the lines of EXPLAIN (ANALYZE, BUFFERS), for measuring. */
  plans(query: SubmissionSearchQuery): Promise<{ readonly page: string[]; readonly count: string[] } | null>;
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
    async page(query) {
      const read = readQuery(query);
      if (read === null) return null;
      return database.run(async (client) => {
        let rows: Row[] = [];
        for (const statement of pageStatements(await conditionsOf(client, query.filter), read)) {
          rows = z.array(Row).parse(await client.$queryRaw(statement));
          if (rows.length > read.take) break;
        }
        const shown = rows.slice(0, read.take);
        const last = shown.at(-1);
        return {
          items: await rowsOf(client, shown),
          next: rows.length > read.take && last !== undefined ? cursorOf({ at: last.createdAt, id: last.id }) : null,
        };
      });
    },

    count: (filter) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw(countStatement(await conditionsOf(client, filter)));
        return { count: z.tuple([z.object({ count: z.int() })]).parse(rows)[0].count };
      }),

    async plans(query) {
      const read = readQuery(query);
      if (read === null) return null;
      return database.run(async (client) => {
        const conditions = await conditionsOf(client, query.filter);
        const explain = async (statement: Prisma.Sql): Promise<string[]> => {
          const lines = await client.$queryRaw`EXPLAIN (ANALYZE, BUFFERS) ${statement}`;
          return z
            .array(PlanLine)
            .parse(lines)
            .map((line) => line['QUERY PLAN']);
        };
        const pages: string[][] = [];
        for (const statement of pageStatements(conditions, read)) pages.push(await explain(statement));
        return { page: pages.flat(), count: await explain(countStatement(conditions)) };
      });
    },

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
            SELECT interview.id::text AS value, sum(submissions)::int AS submissions
            FROM (SELECT sitting_id, count(*) AS submissions FROM submission WHERE ${where} GROUP BY sitting_id) AS held
            JOIN sitting ON sitting.id = sitting_id JOIN interview ON interview.id = sitting.interview_id
            GROUP BY interview.id ORDER BY interview.created_at DESC, interview.id DESC LIMIT ${MOST_INTERVIEWS}`,
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

const PlanLine = z.object({ 'QUERY PLAN': z.string() });

interface ReadQuery {
  readonly place: PlaceInList | null;
  readonly take: number;
}

function readQuery({ cursor, limit }: SubmissionSearchQuery): ReadQuery | null {
  const place = cursor === undefined ? null : readCursor(cursor);
  if (cursor !== undefined && place === null) return null;
  return { place, take: Math.max(1, Math.min(Math.trunc(limit), MOST_ROWS)) };
}

/**
 * Statements for a page, to be tried in turn: the first that gives more rows than `take`, else the last one, has the page. (That
 * one row more tells whether there is another page.) Words are looked for among the newest submissions first, where a frequent
 * word fills the page at once. Where it does not, all that fit are found and sorted. Left to the planner, a word that only old
 * submissions have would make it read all the others: it knows how frequent words are, and not when they were written.
 */
function pageStatements({ where, tables, words }: Conditions, { place, take }: ReadQuery): Prisma.Sql[] {
  const before =
    place === null
      ? Prisma.empty
      : Prisma.sql`AND (submission.created_at, submission.id) < (${place.at}::timestamptz, ${place.id}::uuid)`;
  const newest = (most: number) => Prisma.sql`
    SELECT submission.* FROM submission ${tables} WHERE ${where} ${before} ORDER BY ${NEWEST_FIRST} LIMIT ${most}`;
  if (words === null) return [shownStatement(newest(take + 1))];
  return [
    shownStatement(Prisma.sql`
      SELECT submission.* FROM (${newest(NEWEST_TRIED)}) AS submission
      JOIN submission_search ON submission_search.submission_id = submission.id
      WHERE ${words} ORDER BY ${NEWEST_FIRST} LIMIT ${take + 1}`),
    // OFFSET 0 keeps the planner from reading in the order of time: it finds all, in the cheapest way, by indexes alone; then it sorts.
    shownStatement(Prisma.sql`
      SELECT submission.* FROM (
        SELECT id, created_at FROM (
          SELECT submission.id, submission.created_at FROM submission ${tables}
          JOIN submission_search ON submission_search.submission_id = submission.id WHERE ${where} ${before} AND ${words} OFFSET 0
        ) AS submission ORDER BY ${NEWEST_FIRST} LIMIT ${take + 1}
      ) AS place JOIN submission ON submission.id = place.id`),
  ];
}

/** So many submissions are looked through for words one by one. */
const NEWEST_TRIED = 2_000;

const NEWEST_FIRST = Prisma.sql`submission.created_at DESC, submission.id DESC`;

/** A page is found first: what its rows show beside is looked up for them alone. */
function shownStatement(page: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT submission.id, submission.created_at AS "createdAt", submission.slug, number, state, verdict, code, claim, flags,
      interleavings, judging_ms AS "judgingMs", revision_id AS revision,
      its.id AS sitting, its.candidate, its.started_at AS "startedAt", its.interview_id AS interview
    FROM (${page}) AS submission JOIN sitting AS its ON its.id = submission.sitting_id ORDER BY ${NEWEST_FIRST}`;
}

function countStatement({ where, tables, words }: Conditions): Prisma.Sql {
  return words === null
    ? Prisma.sql`SELECT count(*)::int AS count FROM submission ${tables} WHERE ${where}`
    : Prisma.sql`
        SELECT count(*)::int AS count FROM submission JOIN submission_search ON submission_id = submission.id ${tables}
        WHERE ${where} AND ${words}`;
}

/** The time since a sitting began. The two moments are of different clocks: what would be before the start is at it. */
export function intoMs(at: Date, startedAt: Date | null): number {
  return startedAt === null ? 0 : Math.max(0, at.getTime() - startedAt.getTime());
}
