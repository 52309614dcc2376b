/** The cookie by which a browser sits an interview. While it is there, what is done in that browser is the sitting's. */
import { OTHER_SITTING, SITTING_HEADER } from '@lockstep/protocol';
import type { Store, StoredSitting } from '@lockstep/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../problems.ts';

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

/** Throws where a page says that it belongs to another sitting, or to none, than its browser does now. */
export function refuseOtherSitting({ headers, sitting }: Pick<FastifyRequest, 'headers' | 'sitting'>): void {
  const meant = headers[SITTING_HEADER];
  if (meant === undefined || meant === (sitting?.id ?? 'none')) return;
  const what =
    sitting === null
      ? 'This page belongs to an interview, which this browser does not sit any more. Open its link again'
      : 'This browser sits an interview now, and this page is no part of it. Go on from the page of the interview';
  throw new ProblemError(409, `${what}; what you typed here is kept in this browser.`, { type: OTHER_SITTING });
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
