/** Bodies are UTF-8 JSON, checked strictly: the default parser would replace bytes that are no UTF-8 in silence. */
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problems.ts';

/** Bytes. 64 KiB of source in the longest JSON escapes, and some room. */
export const BODY_LIMIT_BYTES = 6 * 65_536 + 4_096;

export function acceptStrictJson(app: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = decoder.decode(body as Buffer);
    } catch {
      done(new ProblemError(400, 'The body is not UTF-8 text. Save the file as UTF-8 and send it again.'));
      return;
    }
    if (text.trim() === '') {
      done(new ProblemError(400, 'The body is empty; send a JSON object.'));
      return;
    }
    parse(request, text, (error, value) => {
      if (error === null) done(null, value);
      else done(new ProblemError(400, 'The body is not valid JSON.'));
    });
  });
}
