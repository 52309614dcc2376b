/** Tokens by which programs call this API. Only somebody who is here in person makes them: a token makes no other. */
import { ApiTokenList, ApiTokenMade, ApiTokenRequest, Problem } from '@lockstep/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoIsHere } from '../accounts/access.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';

const own = { access: 'candidate', inPerson: true } as const;

export function tokenRoutes({ store: { apiTokens } }: Pick<RouteContext, 'store'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/account/tokens',
      {
        config: own,
        schema: {
          summary: 'The own API tokens',
          tags: ['Account'],
          response: { 200: ApiTokenList, default: Problem },
        },
      },
      async (request) => ({ items: await apiTokens.list(whoIsHere(request).account.id) }),
    );

    app.post(
      '/api/account/tokens',
      {
        config: own,
        schema: {
          summary: 'Makes an API token; it is shown this once',
          description:
            'Send it as "Authorization: Bearer <token>". Scope admin needs an admin, and serves below /api/admin and /api/authoring.',
          tags: ['Account'],
          body: ApiTokenRequest,
          response: { 201: ApiTokenMade, default: Problem },
        },
      },
      async (request, reply) => {
        const { account } = whoIsHere(request);
        if (request.body.scopes.includes('admin') && account.role !== 'admin') {
          throw new ProblemError(403, 'Only an admin may make a token with the scope admin.');
        }
        const made = await apiTokens.make(account.id, request.body);
        if (made.kind === 'too-many') {
          throw new ProblemError(409, `You have ${made.most} tokens. Revoke one that you do not use.`);
        }
        return reply.status(201).send({ token: made.token, view: made.view });
      },
    );

    app.delete(
      '/api/account/tokens/:id',
      {
        config: own,
        schema: {
          summary: 'Revokes an API token',
          tags: ['Account'],
          params: z.object({ id: z.uuid() }),
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        if (!(await apiTokens.revoke(whoIsHere(request).account.id, request.params.id))) {
          throw new ProblemError(404, 'You have no token with this id.');
        }
        return reply.status(204).send(null);
      },
    );
  };
}
