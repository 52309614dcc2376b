/** Rejudging: old submissions by the current revision, what came out differently, and applying it. */
import {
  AUTHORING_BOUNDS,
  Problem,
  Rejudge,
  RejudgeApplied,
  RejudgeApply,
  RejudgeDifferencePage,
  RejudgeId,
  RejudgeRequest,
  Slug,
} from '@lockstep/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../../accounts/access.ts';
import { noExercise, ProblemError } from '../../problems.ts';
import { orBadCursor, PageQuery } from '../page.ts';
import type { AuthoringContext } from './context.ts';

const ById = z.object({ id: RejudgeId });
const TAGS = ['Authoring'];
const noRejudge = (): ProblemError => new ProblemError(404, 'There is no rejudging with this id.');

export function rejudgeRoutes({ store: { rejudges } }: Pick<AuthoringContext, 'store'>): FastifyPluginAsyncZod {
  const view = async (id: RejudgeId): Promise<Rejudge> => {
    const rejudge = await rejudges.get(id);
    if (rejudge === null) throw noRejudge();
    return rejudge;
  };
  return async (app) => {
    app.post(
      '/api/authoring/exercises/:slug/rejudge',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Judges finished full submissions of old revisions by the current one; changes nothing of them',
          description: `At most ${AUTHORING_BOUNDS.rejudged} at once, the newest ones. One at a time for each exercise.`,
          tags: TAGS,
          params: z.object({ slug: Slug }),
          body: RejudgeRequest,
          response: { 201: Rejudge, default: Problem },
        },
      },
      async (request, reply) => {
        const { slug } = request.params;
        const started = await rejudges.start(slug, request.body.revisions, whoAsks(request).account.id);
        switch (started.kind) {
          case 'started':
            return reply.status(201).send(await view(started.id));
          case 'running':
            throw new ProblemError(409, 'A rejudging of this exercise is running. Wait for it, or cancel it.');
          case 'nothing':
            throw new ProblemError(409, 'There is no finished submission of these revisions.');
          case 'no-exercise':
            throw noExercise(slug);
        }
      },
    );

    app.get(
      '/api/authoring/rejudges/:id',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'How far a rejudging is',
          tags: TAGS,
          params: ById,
          response: { 200: Rejudge, default: Problem },
        },
      },
      async (request) => view(request.params.id),
    );

    app.get(
      '/api/authoring/rejudges/:id/differences',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Submissions that came out with another verdict, or another kind of claim, newest first',
          tags: TAGS,
          params: ById,
          querystring: PageQuery,
          response: { 200: RejudgeDifferencePage, default: Problem },
        },
      },
      async (request) => {
        const { id } = await view(request.params.id);
        return orBadCursor(await rejudges.differences(id, request.query));
      },
    );

    app.post(
      '/api/authoring/rejudges/:id/apply',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Gives submissions their new results; what they were is kept',
          description: `At most ${AUTHORING_BOUNDS.appliedAtOnce} in one request; send it again while some are left. One that was judged anew meanwhile is skipped.`,
          tags: TAGS,
          params: ById,
          body: RejudgeApply,
          response: { 200: RejudgeApplied, default: Problem },
        },
      },
      async (request) => {
        const { id } = request.params;
        const applied = await rejudges.apply(id, request.body.submissions, whoAsks(request).account.id);
        if (applied === 'unknown') throw noRejudge();
        if (applied === 'running')
          throw new ProblemError(409, 'The rejudging is running. Apply it when it is finished.');
        if (applied === 'outdated') {
          throw new ProblemError(
            409,
            'The exercise was published anew since. Rejudge by the revision that is current now.',
          );
        }
        return { ...applied, skipped: [...applied.skipped], rejudge: await view(id) };
      },
    );

    app.post(
      '/api/authoring/rejudges/:id/cancel',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Ends a rejudging: what is not judged yet stays as it is',
          tags: TAGS,
          params: ById,
          response: { 200: Rejudge, default: Problem },
        },
      },
      async (request) => {
        const { id } = request.params;
        const cancelled = await rejudges.cancel(id, whoAsks(request).account.id);
        if (cancelled === 'unknown') throw noRejudge();
        if (cancelled === 'ended') throw new ProblemError(409, 'This rejudging has ended already.');
        return view(id);
      },
    );
  };
}
