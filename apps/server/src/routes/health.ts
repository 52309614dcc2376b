/** GET /api/health: for load balancers and `docker compose`. */
import { Health, VERSION } from '@lockstep/protocol';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { RouteContext } from './context.ts';

export function healthRoutes({ store }: Pick<RouteContext, 'store'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/health',
      {
        config: { access: 'anyone', rateLimit: false },
        schema: { summary: 'Whether this server can work', tags: ['Health'], response: { 200: Health, 503: Health } },
      },
      async (_request, reply) => {
        const database = await store.health();
        const health: Health = { status: database ? 'ok' : 'unavailable', database, version: VERSION };
        return reply.status(database ? 200 : 503).send(health);
      },
    );
  };
}
