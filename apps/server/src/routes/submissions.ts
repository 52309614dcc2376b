/** POST /api/submissions, the visitor's history, one submission, its events without a websocket. */
import { readOwnCall } from '@lockstep/exercise-kit';
import {
  NumberedEvent,
  Problem,
  Recording,
  Slug,
  SubmissionId,
  SubmissionMode,
  SubmissionPage,
  SubmissionRequest,
  SubmissionSummary,
  SubmissionView,
  type VisitorId,
} from '@lockstep/protocol';
import type { StoredSubmission } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noExercise, ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

const ById = z.object({ id: SubmissionId });
const MAX_EVENTS = 1_000;

export function submissionRoutes({ store, visitors, config }: RouteContext): FastifyPluginAsyncZod {
  const own = async (id: SubmissionId, visitor: VisitorId | null): Promise<StoredSubmission> => {
    const submission = visitor === null ? null : await store.submissions.get(id);
    if (submission === null || submission.visitorId !== visitor) {
      throw new ProblemError(404, 'You have no submission with this id.');
    }
    return submission;
  };
  const checkCall = async ({ slug, call }: SubmissionRequest): Promise<void> => {
    if (call === undefined) return;
    const published = await store.exercises.bySlug(slug);
    if (published === null) throw noExercise(slug);
    const read = readOwnCall(published.exercise, call);
    if (read.kind === 'parsed') return;
    const message = `This call cannot be run: ${read.message}. Write it as ${published.exercise.entry.signature.slice(4)}, with values for the parameters.`;
    throw new ProblemError(400, message, { errors: [{ path: 'body.call', message }] });
  };
  return async (app) => {
    app.post(
      '/api/submissions',
      {
        config: {
          access: 'anyone',
          rateLimit: {
            max: config.SUBMISSIONS_PER_MINUTE,
            timeWindow: '1 minute',
            errorResponseBuilder: (_request: unknown, { ttl }: { ttl: number }) =>
              new ProblemError(
                429,
                `At most ${config.SUBMISSIONS_PER_MINUTE} submissions a minute. Try again in ${Math.ceil(ttl / 1000)} s; your code is kept.`,
                { retryAfterSeconds: Math.ceil(ttl / 1000) },
              ),
          },
        },
        schema: {
          summary: 'Submits a solution, or runs the samples or a call of your own',
          description: 'The answer comes at once; the verdict follows as events, by the websocket or /events.',
          tags: ['Submissions'],
          body: SubmissionRequest,
          response: { 201: SubmissionSummary, default: Problem },
        },
      },
      async (request, reply) => {
        await checkCall(request.body);
        const visitorId = await visitors.ensure(request, reply);
        const created = await store.submissions.create({
          visitorId,
          ...request.body,
        });
        switch (created.kind) {
          case 'no-exercise':
            throw noExercise(request.body.slug);
          case 'too-many':
            throw new ProblemError(
              429,
              `${created.unfinished} of your submissions are still being judged. Wait for one of them; your code is kept.`,
              { retryAfterSeconds: 5 },
            );
          case 'created':
            return reply
              .status(201)
              .header('location', `/api/submissions/${created.submission.id}`)
              .send(created.submission);
        }
      },
    );

    app.get(
      '/api/submissions',
      {
        config: { access: 'anyone' },
        schema: {
          summary: "The visitor's submissions, newest first",
          tags: ['Submissions'],
          querystring: z.object({
            slug: Slug.optional(),
            mode: SubmissionMode.optional(),
            cursor: z.string().max(200).optional(),
            limit: z.coerce.number().int().min(1).max(100).default(30),
          }),
          response: { 200: SubmissionPage, default: Problem },
        },
      },
      async (request) => {
        const visitor = await visitors.find(request);
        if (visitor === null) return { items: [], next: null };
        const { slug, mode, cursor, limit } = request.query;
        const page = await store.submissions.list({
          visitorId: visitor,
          limit,
          ...(slug === undefined ? {} : { slug }),
          ...(mode === undefined ? {} : { mode }),
          ...(cursor === undefined ? {} : { cursor }),
        });
        if (page.kind === 'bad-cursor') {
          throw new ProblemError(400, 'The cursor is not one of ours. Leave it out to begin anew.');
        }
        return { items: page.items, next: page.next };
      },
    );

    app.get(
      '/api/submissions/:id',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'One submission with its source and all its events',
          tags: ['Submissions'],
          params: ById,
          response: { 200: SubmissionView, default: Problem },
        },
      },
      async (request) => {
        const submission = await own(request.params.id, await visitors.find(request));
        const events = await store.events.after(submission.summary.id, 0, MAX_EVENTS);
        return { ...submission.summary, source: submission.source, events: [...events] };
      },
    );

    app.post(
      '/api/submissions/:id/cancel',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Cancels a submission that waits or is being judged',
          description: 'Its last event is `cancelled`; there is no verdict. Cancelling it again changes nothing.',
          tags: ['Submissions'],
          params: ById,
          response: { 200: SubmissionSummary, default: Problem },
        },
      },
      async (request) => {
        const { summary } = await own(request.params.id, await visitors.find(request));
        if ((await store.submissions.cancel(summary.id)) === 'finished') {
          throw new ProblemError(409, 'This submission is judged already.');
        }
        return { ...summary, state: 'cancelled' as const };
      },
    );

    app.get(
      '/api/submissions/:id/recordings/:scope',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'What was learned of an explored call (from 0): enough to play it; 404 where nothing was kept',
          tags: ['Submissions'],
          params: ById.extend({ scope: z.coerce.number().int().min(0).max(99) }),
          response: { 200: Recording, default: Problem },
        },
      },
      async (request) => {
        const { id, scope } = request.params;
        const { summary } = await own(id, await visitors.find(request));
        const recording = await store.submissions.recording(summary.id, scope);
        if (recording === null) {
          throw new ProblemError(
            404,
            'Of this call nothing was kept: it was not explored, or there is too much of it.',
          );
        }
        return recording;
      },
    );

    app.get(
      '/api/submissions/:id/events',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Events after a sequence number, for clients without a websocket',
          tags: ['Submissions'],
          params: ById,
          querystring: z.object({ after: z.coerce.number().int().min(0).default(0) }),
          response: { 200: z.object({ events: z.array(NumberedEvent) }), default: Problem },
        },
      },
      async (request) => {
        const submission = await own(request.params.id, await visitors.find(request));
        return { events: [...(await store.events.after(submission.summary.id, request.query.after, MAX_EVENTS))] };
      },
    );
  };
}
