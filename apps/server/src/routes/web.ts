/** The built web app. Its pages are one document; the router in the browser knows which page an address means. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Visitors } from '../visitor.ts';

export async function setWeb(app: FastifyInstance, folder: string, visitors: Visitors): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    setHeaders: (reply, path) => {
      // Names below assets/ carry a digest of their content; everything else must be asked for again.
      const lasting = path.includes('/assets/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const page of ['/', '/exercises/:slug', '/submissions', '/submissions/:id']) {
    app.get(page, { schema: { hide: true } }, async (request, reply) => {
      visitors.greet(request, reply);
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    });
  }
}
