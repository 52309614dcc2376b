/** The cookie by which a browser sits an interview. While it is there, what is done in that browser is the sitting's. */
import type { Store, StoredSitting } from '@lockstep/store';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The sitting of the browser that asks; null: none. A program with a token has none. */
    sitting: StoredSitting | null;
  }
}

const COOKIE = 'lockstep_sitting';
const MONTH_SECONDS = 30 * 24 * 3600;

export async function sittingOf(store: Store, request: FastifyRequest): Promise<StoredSitting | null> {
  const token = request.cookies[COOKIE];
  return token === undefined || request.headers.authorization !== undefined ? null : store.sittings.find(token);
}

export function rememberSitting(token: string, request: FastifyRequest, reply: FastifyReply): void {
  reply.setCookie(COOKIE, token, { ...attributes(request), maxAge: MONTH_SECONDS });
}

export function forgetSitting(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(COOKIE, attributes(request));
}

function attributes(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
}
