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
} from '@lockstep/protocol';
import { fingerprintsOf, programOf } from '@lockstep/similarity';
import type { StoredSubmission } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { maySee } from '../interviews/may-see.ts';
import { mayWrite, tellsVerdictsOnly, toldEvent, toldSummary } from '../interviews/sitting-rules.ts';
import { noExercise, ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

const ById = z.object({ id: SubmissionId });
const MAX_EVENTS = 1_000;

export function submissionRoutes({ store, visitors, config, now }: RouteContext): FastifyPluginAsyncZod {
  const { submissions } = store;
  /** A submission that may be looked at: the visitor's own, and for interviewers those of candidates. */
  const visible = async (id: SubmissionId, request: FastifyRequest): Promise<StoredSubmission> => {
    const submission = await submissions.get(id);
    if (submission === null || !(await maySee(store, submission.visitorId, await visitors.find(request), request))) {
      throw new ProblemError(404, 'You have no submission with this id.');
    }
    return submission;
  };
  const told = ({ sitting }: FastifyRequest, events: readonly NumberedEvent[]): NumberedEvent[] =>
    events.map((numbered) => ({ ...numbered, event: toldEvent(sitting, numbered.event) }));
  const checkCall = async ({ slug, call }: SubmissionRequest, revision: string | undefined): Promise<void> => {
    if (call === undefined) return;
    const published = await (revision === undefined
      ? store.exercises.bySlug(slug)
      : store.exercises.revision(revision));
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
          response: { 200: SubmissionSummary, 201: SubmissionSummary, default: Problem },
        },
      },
      async (request, reply) => {
        const { sitting, body } = request;
        const revisionId = mayWrite(sitting, 'exercise', body.slug, now());
        await checkCall(body, revisionId);
        const visitorId = await visitors.ensure(request, reply);
        const created = await submissions.create({
          visitorId,
          ...body,
          ...(revisionId === undefined ? {} : { revisionId }),
          mostFull: sitting?.settings.submissions ?? null,
          onceAtATime: sitting !== null,
          ...(sitting === null || body.mode !== 'full' ? {} : { fingerprints: fingerprintsOf(programOf(body.source)) }),
        });
        switch (created.kind) {
          case 'no-exercise':
            throw noExercise(body.slug);
          case 'used-up':
            throw new ProblemError(
              403,
              `This interview counts ${created.most} submissions of an exercise, and you have made them. Running samples is free.`,
            );
          case 'again':
            return reply.status(200).send(created.submission);
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
        const page = await submissions.list({
          visitorId: visitor,
          limit,
          ...(slug === undefined ? {} : { slug }),
          ...(mode === undefined ? {} : { mode }),
          ...(cursor === undefined ? {} : { cursor }),
        });
        if (page.kind === 'bad-cursor') {
          throw new ProblemError(400, 'The cursor is not one of ours. Leave it out to begin anew.');
        }
        return { items: page.items.map((item) => toldSummary(request.sitting, item)), next: page.next };
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
        const { summary, source } = await visible(request.params.id, request);
        const events = await store.events.after(summary.id, 0, MAX_EVENTS);
        return { ...toldSummary(request.sitting, summary), source, events: told(request, events) };
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
        const { summary, visitorId } = await visible(request.params.id, request);
        if (visitorId !== (await visitors.find(request))) throw new ProblemError(403, 'Only its candidate cancels it.');
        if ((await submissions.cancel(summary.id)) === 'finished') {
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
        const { summary } = await visible(id, request);
        if (tellsVerdictsOnly(request.sitting)) {
          throw new ProblemError(403, 'In this interview verdicts are told, not what exploration found.');
        }
        const recording = await submissions.recording(summary.id, scope);
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
        const { summary } = await visible(request.params.id, request);
        return { events: told(request, await store.events.after(summary.id, request.query.after, MAX_EVENTS)) };
      },
    );
  };
}
