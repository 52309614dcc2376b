/**
 * The built web app. Its pages are one document; the router in the browser knows which page an address means. With the
 * document goes a `Link` header: what that page needs first, so that the browser loads it before any script has run.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Visitors } from '../visitor.ts';

/** `pages.json` of the built web app. */
const BuiltPages = z.array(
  z.object({
    path: z.string().startsWith('/'),
    preload: z.array(z.object({ href: z.string().startsWith('/'), as: z.enum(['script', 'style', 'fetch']) })),
  }),
);
type Preload = z.infer<typeof BuiltPages>[number]['preload'];

export async function setWeb(app: FastifyInstance, folder: string, visitors: Visitors): Promise<void> {
  const pages = BuiltPages.parse(JSON.parse(await readFile(path.join(folder, 'pages.json'), 'utf8')));
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    // The build leaves `.br` and `.gz` beside what is worth it.
    preCompressed: true,
    setHeaders: (reply, file) => {
      // Names below assets/ carry a digest of their content; everything else must be asked for again.
      const lasting = file.includes('/assets/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const { path: address, preload } of pages) {
    app.get<{ Params: Record<string, string> }>(address, { schema: { hide: true } }, async (request, reply) => {
      visitors.greet(request, reply);
      if (preload.length > 0) reply.header('link', linkHeader(preload, request.params));
      return reply.sendFile('index.html');
    });
  }
}

/** The value of a `Link` header. A part of an address that begins with a colon stands for that parameter. */
function linkHeader(preload: Preload, params: Readonly<Record<string, string>>): string {
  const links = preload.map(({ href, as }) => {
    const address = href.replace(/(?<=\/):(\w+)/g, (_part, name: string) => encodeURIComponent(params[name] ?? ''));
    // `crossorigin` as in the requests that follow: a preload that differs from them in it is loaded twice.
    return as === 'script' ? `<${address}>; rel=modulepreload` : `<${address}>; rel=preload; as=${as}; crossorigin`;
  });
  return links.join(', ');
}
