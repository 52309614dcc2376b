/** What admins see of the judging, and do about it: graders, queue, what could not be judged, storage. */
import {
  FailedJudgingPage,
  JudgingView,
  Problem,
  type RetentionView,
  SittingId,
  StorageView,
  SubmissionId,
  SubmissionSummary,
} from '@lockstep/protocol';
import { DELIVERIES_KEPT_DAYS } from '@lockstep/store';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';
import { orBadCursor, PageQuery } from './page.ts';

const ById = z.object({ id: SubmissionId });
const noSubmission = (): ProblemError => new ProblemError(404, 'There is no submission with this id.');

export function operationRoutes({
  store: { operations, erasure },
  config: { RETENTION_DAYS, SITTING_RETENTION_DAYS },
}: Pick<RouteContext, 'store' | 'config'>): FastifyPluginAsyncZod {
  const retention: RetentionView = {
    practiceDays: RETENTION_DAYS ?? null,
    sittingDays: SITTING_RETENTION_DAYS ?? null,
    deliveryDays: DELIVERIES_KEPT_DAYS,
  };
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

    app.post(
      '/api/admin/sittings/:id/erase',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Deletes all that is kept of a candidate of an interview, for good',
          description: '409 while the candidate sits the interview, and while something of it is being judged.',
          tags: ['Admin'],
          params: z.object({ id: SittingId }),
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        switch (await erasure.eraseSitting(request.params.id, whoAsks(request).account.id)) {
          case 'unknown':
            throw new ProblemError(404, 'There is no candidate with this id.');
          case 'running':
            throw new ProblemError(409, 'This candidate sits the interview now. End it first.');
          case 'judging':
            throw new ProblemError(409, 'A submission of this candidate is being judged. Cancel it, or wait for it.');
          case 'erased':
            return reply.status(204).send(null);
        }
      },
    );

    app.get(
      '/api/admin/storage',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'What the database holds, how much of it, and after how long what is deleted by itself',
          tags: ['Admin'],
          response: { 200: StorageView, default: Problem },
        },
      },
      async () => ({ ...(await operations.storage()), retention }),
    );
  };
}
