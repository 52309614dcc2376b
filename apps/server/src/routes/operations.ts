/** What admins see of the judging, and do about it: graders, queue, what could not be judged, storage. */
import {
  FailedJudgingPage,
  JudgingView,
  Problem,
  StorageView,
  SubmissionId,
  SubmissionSummary,
} from '@lockstep/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';
import { orBadCursor, PageQuery } from './page.ts';

const ById = z.object({ id: SubmissionId });
const noSubmission = (): ProblemError => new ProblemError(404, 'There is no submission with this id.');

export function operationRoutes({ store: { operations } }: Pick<RouteContext, 'store'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/admin/judging',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Graders and the queue',
          tags: ['Admin'],
          response: { 200: JudgingView, default: Problem },
        },
      },
      async () => operations.judging(),
    );

    app.get(
      '/api/admin/failures',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Submissions that could not be judged, with the cause, newest first',
          tags: ['Admin'],
          querystring: PageQuery,
          response: { 200: FailedJudgingPage, default: Problem },
        },
      },
      async (request) => orBadCursor(await operations.failures(request.query)),
    );

    app.post(
      '/api/admin/submissions/:id/cancel',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Cancels a submission that waits or is being judged',
          tags: ['Admin'],
          params: ById,
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        const cancelled = await operations.cancel(request.params.id, whoAsks(request).account.id);
        if (cancelled === 'unknown') throw noSubmission();
        if (cancelled === 'finished') throw new ProblemError(409, 'This submission is judged already.');
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/api/admin/submissions/:id/judge-again',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Submits what could not be judged once more, for its visitor',
          description: 'It is a submission of its own. 409 for one that has a verdict: that stays what it is.',
          tags: ['Admin'],
          params: ById,
          response: { 201: SubmissionSummary, default: Problem },
        },
      },
      async (request, reply) => {
        const again = await operations.judgeAgain(request.params.id, whoAsks(request).account.id);
        switch (again.kind) {
          case 'unknown':
            throw noSubmission();
          case 'judged':
            throw new ProblemError(409, 'Only what ended as judge-error is judged again.');
          case 'authors':
            throw new ProblemError(409, 'It belongs to a verification or a rejudging. Start that again.');
          case 'no-exercise':
            throw new ProblemError(409, 'Its exercise is withdrawn.');
          case 'queued':
            return reply.status(201).send(again.submission);
        }
      },
    );

    app.get(
      '/api/admin/storage',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'What the database holds, and how much of it',
          tags: ['Admin'],
          response: { 200: StorageView, default: Problem },
        },
      },
      async () => operations.storage(),
    );
  };
}
