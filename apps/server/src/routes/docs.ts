/** The OpenAPI description at /docs, made from the same schemas that check the requests. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { VERSION } from '@lockstep/protocol';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Must be registered before the routes that it describes. */
export async function setDocs(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Lockstep',
        version: VERSION,
        description:
          'An online judge for concurrency exercises. Errors are problem documents (RFC 9457). ' +
          'A visitor is known by a cookie, a program by an API token (Authorization: Bearer). Events are streamed by the websocket at /api/live; ' +
          'what is typed in interviews by the one at /api/live-code, to browsers only.',
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: false,
    uiConfig: { docExpansion: 'list', tryItOutEnabled: false },
  });
}
