/** The table of all submissions of candidates, for reviewers: pages, the count, CSV, what the filters offer, what is alike. */
import { Readable } from 'node:stream';
import {
  Problem,
  SimilarSubmissions,
  SubmissionCount,
  SubmissionFacets,
  SubmissionFilter,
  SubmissionId,
  type SubmissionRow,
  SubmissionRowPage,
  SubmissionSearch,
} from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProblemError } from '../problems.ts';
import { similarTo } from '../review/similar.ts';
import { csvOf } from '../review/submissions-csv.ts';
import type { RouteContext } from './context.ts';
import { orBadCursor } from './page.ts';

const access = { access: 'interviewer' } as const;
const MOST_CSV_ROWS = 200_000;
const CSV_PAGE_ROWS = 1_000;

export function reviewRoutes({ store }: RouteContext): FastifyPluginAsyncZod {
  const { submissionSearches } = store;
  return async (app) => {
    app.get(
      '/api/review/submissions',
      {
        config: access,
        schema: {
          summary: 'Submissions of candidates, newest first; never anybody’s practice',
          tags: ['Review'],
          querystring: SubmissionSearch,
          response: { 200: SubmissionRowPage, default: Problem },
        },
      },
      async (request) => {
        const { cursor, limit, ...filter } = request.query;
        return orBadCursor(await submissionSearches.page({ filter, cursor, limit }));
      },
    );

    app.get(
      '/api/review/submissions/count',
      {
        config: access,
        schema: {
          summary: 'How many submissions fit the filters, exactly',
          tags: ['Review'],
          querystring: SubmissionFilter,
          response: { 200: SubmissionCount, default: Problem },
        },
      },
      async (request) => submissionSearches.count(request.query),
    );

    app.get(
      '/api/review/submissions.csv',
      {
        config: access,
        schema: {
          summary: 'The same submissions as CSV, at most 200,000; a last line says so when there are more',
          tags: ['Review'],
          querystring: SubmissionFilter,
          produces: ['text/csv'],
          response: { 200: z.unknown().describe('CSV, UTF-8 with a byte order mark'), default: Problem },
        },
      },
      async (request, reply) => {
        const pages = pagesOf(submissionSearches, request.query);
        // What fails at once is a problem document; later it can only end the text too early.
        const first = await pages.next();
        const text = csvOf(follow(first, pages), MOST_CSV_ROWS);
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="submissions.csv"')
          .send(Readable.from(text));
      },
    );

    app.get(
      '/api/review/facets',
      {
        config: access,
        schema: {
          summary: 'Exercises, verdicts and interviews that occur among candidates’ submissions',
          tags: ['Review'],
          response: { 200: SubmissionFacets, default: Problem },
        },
      },
      async () => submissionSearches.facets(),
    );

    app.get(
      '/api/submissions/:id/similar',
      {
        config: access,
        schema: {
          summary: 'Submissions of other candidates to the same exercise that are most alike',
          description: 'A hint and never a finding: short programs are alike.',
          tags: ['Review'],
          params: z.object({ id: SubmissionId }),
          response: { 200: SimilarSubmissions, default: Problem },
        },
      },
      async (request) => {
        const similar = await similarTo(store, request.params.id);
        if (similar === null) throw new ProblemError(404, 'No candidate has a full submission with this id.');
        return similar;
      },
    );
  };
}

async function* pagesOf(
  searches: Store['submissionSearches'],
  filter: SubmissionFilter,
): AsyncGenerator<readonly SubmissionRow[], void, undefined> {
  let cursor: string | undefined;
  do {
    const page = orBadCursor(await searches.page({ filter, cursor, limit: CSV_PAGE_ROWS }));
    yield page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function* follow<T>(first: IteratorResult<T, void>, rest: AsyncIterable<T>): AsyncGenerator<T> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
