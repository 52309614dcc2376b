/** The cookie that a session's token lies in. */
import type { AccountView } from '@lockstep/protocol';
import type { SignedIn, Store } from '@lockstep/store';
import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = 'lockstep_session';
/** The database ends sessions; the cookie only has to live as long as any. */
const LONGEST_SECONDS = 60 * 24 * 3600;

/** Who is signed in with the browser that asks; null: nobody. */
export async function sessionOf(store: Store, request: FastifyRequest): Promise<SignedIn | null> {
  const token = request.cookies[COOKIE];
  return token === undefined ? null : store.sessions.find(token);
}

/** Signs somebody in with the browser that asks. A session that it had before ends. */
export async function beginSession(
  store: Store,
  account: AccountView,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const before = await sessionOf(store, request);
  if (before !== null) await store.sessions.end(before.account.id, before.session, 'signed-out');
  const { token } = await store.sessions.begin(account.id, request.headers['user-agent'] ?? '');
  reply.setCookie(COOKIE, token, { ...attributes(request), maxAge: LONGEST_SECONDS });
}

export function forgetSession(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(COOKIE, attributes(request));
}

function attributes(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
}
