/** Webhooks: what admins set up, and what was sent. */
import {
  DeliveryId,
  DeliveryPage,
  DeliveryView,
  Problem,
  WebhookChange,
  WebhookId,
  WebhookList,
  WebhookMade,
  WebhookRequest,
  WebhookView,
} from '@lockstep/protocol';
import type { Asked } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { ProblemError } from '../problems.ts';
import { targetFault } from '../webhooks/target.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';
import { orBadCursor, PageQuery } from './page.ts';

const ById = z.object({ id: WebhookId });
const config = { access: 'admin' } as const;
const tags = ['Admin'];
const noWebhook = (): ProblemError => new ProblemError(404, 'There is no webhook with this id.');

export function webhookRoutes({
  store: { webhooks, deliveries },
  config: { WEBHOOK_PRIVATE_TARGETS },
}: Pick<RouteContext, 'store' | 'config'>): FastifyPluginAsyncZod {
  const actor = (request: FastifyRequest) => whoAsks(request).account.id;
  const checkUrl = (url: string | undefined): void => {
    const fault = url === undefined ? null : targetFault(url, WEBHOOK_PRIVATE_TARGETS);
    if (fault !== null) throw new ProblemError(400, fault, { errors: [{ path: 'body.url', message: fault }] });
  };
  const queued = (asked: Asked, unknown: () => ProblemError): DeliveryView => {
    switch (asked.kind) {
      case 'unknown':
        throw unknown();
      case 'off':
        throw new ProblemError(409, 'This webhook is switched off. Switch it on first.');
      case 'queued':
        return asked.delivery;
    }
  };
  return async (app) => {
    app.get(
      '/api/admin/webhooks',
      {
        config,
        schema: { summary: 'Webhooks and their state', tags, response: { 200: WebhookList, default: Problem } },
      },
      async () => ({ items: await webhooks.list() }),
    );

    app.post(
      '/api/admin/webhooks',
      {
        config,
        schema: {
          summary: 'Makes a webhook; its secret is shown this once',
          description: 'What is sent, and how to check that it comes from here, is in docs/webhooks.md.',
          tags,
          body: WebhookRequest,
          response: { 201: WebhookMade, default: Problem },
        },
      },
      async (request, reply) => {
        checkUrl(request.body.url);
        const made = await webhooks.create(request.body, actor(request));
        if (made.kind === 'too-many') {
          throw new ProblemError(409, `There are ${made.most} webhooks, and there may be no more. Delete one first.`);
        }
        return reply.status(201).send({ secret: made.secret, view: made.view });
      },
    );

    app.patch(
      '/api/admin/webhooks/:id',
      {
        config,
        schema: {
          summary: 'Changes a webhook, or switches it off or on; what waits goes on when it is on again',
          tags,
          params: ById,
          body: WebhookChange,
          response: { 200: WebhookView, default: Problem },
        },
      },
      async (request) => {
        checkUrl(request.body.url);
        const view = await webhooks.change(request.params.id, request.body, actor(request));
        if (view === null) throw noWebhook();
        return view;
      },
    );

    app.post(
      '/api/admin/webhooks/:id/secret',
      {
        config,
        schema: {
          summary: 'A new secret, shown this once; for 24 hours the one before signs, too',
          tags,
          params: ById,
          response: { 201: WebhookMade, default: Problem },
        },
      },
      async (request, reply) => {
        const made = await webhooks.rotate(request.params.id, actor(request));
        if (made === null) throw noWebhook();
        return reply.status(201).send(made);
      },
    );

    app.delete(
      '/api/admin/webhooks/:id',
      {
        config,
        schema: {
          summary: 'Deletes a webhook, with all that it was sent and what waits',
          tags,
          params: ById,
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        if (!(await webhooks.delete(request.params.id, actor(request)))) throw noWebhook();
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/api/admin/webhooks/:id/test',
      {
        config,
        schema: {
          summary: 'Sends an event that says nothing, to see whether it arrives; 409 where the webhook is off',
          tags,
          params: ById,
          response: { 201: DeliveryView, default: Problem },
        },
      },
      async (request, reply) =>
        reply.status(201).send(queued(await deliveries.test(request.params.id, actor(request)), noWebhook)),
    );

    app.get(
      '/api/admin/webhooks/:id/deliveries',
      {
        config,
        schema: {
          summary: 'What a webhook was sent in the last 30 days, and what waits, newest first',
          tags,
          params: ById,
          querystring: PageQuery,
          response: { 200: DeliveryPage, default: Problem },
        },
      },
      async (request) => {
        const page = await deliveries.list(request.params.id, request.query);
        if (page === null) throw noWebhook();
        return orBadCursor(page === 'bad-cursor' ? null : page);
      },
    );

    app.post(
      '/api/admin/webhook-deliveries/:id/again',
      {
        config,
        schema: {
          summary: 'Sends an event once more, now, with the same id; 409 where its webhook is off',
          tags,
          params: z.object({ id: DeliveryId }),
          response: { 200: DeliveryView, default: Problem },
        },
      },
      async (request) =>
        queued(
          await deliveries.again(request.params.id, actor(request)),
          () => new ProblemError(404, 'There is no delivery with this id.'),
        ),
    );
  };
}
