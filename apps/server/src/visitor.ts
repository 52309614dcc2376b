/**
 * Visitors: whose something is. Somebody who is signed in is the visitor of the account, with every browser; anybody else is
 * known by a cookie. While a browser sits an interview, it is the sitting's. The cookie holds a random token that is set with the page, before any script runs, so that two
 * first requests at once belong to the same visitor. The database learns of a visitor with the first thing it saves.
 */
import { randomBytes } from 'node:crypto';
import type { AccountId, VisitorId } from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = 'lockstep_visitor';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const YEAR_SECONDS = 365 * 24 * 3600;

export interface Visitors {
  /** Gives the browser a token if it has none. */
  greet(request: FastifyRequest, reply: FastifyReply): string;
  /** The visitor of a request, or null when nothing was ever saved for it. */
  find(request: FastifyRequest): Promise<VisitorId | null>;
  /** The visitor of a request that is about to save something. */
  ensure(request: FastifyRequest, reply: FastifyReply): Promise<VisitorId>;
  /** Somebody signs in: what this browser did before becomes the account's, if that has nothing yet. */
  adopt(request: FastifyRequest, account: AccountId): Promise<void>;
}

export function createVisitors(store: Store): Visitors {
  const tokenOf = (request: FastifyRequest): string | null => {
    const token = request.cookies[COOKIE];
    return token !== undefined && TOKEN.test(token) ? token : null;
  };
  const greet = (request: FastifyRequest, reply: FastifyReply): string => {
    const known = tokenOf(request);
    if (known !== null) return known;
    const token = randomBytes(32).toString('base64url');
    reply.setCookie(COOKIE, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge: YEAR_SECONDS,
    });
    return token;
  };
  return {
    greet,
    find: async (request) => {
      const { signedIn, sitting } = request;
      if (sitting !== null) return sitting.visitorId;
      if (signedIn !== null) return store.visitors.ofAccount(signedIn.account.id);
      const token = tokenOf(request);
      return token === null ? null : store.visitors.find(token);
    },
    ensure: async (request, reply) => {
      const { signedIn, sitting } = request;
      if (sitting !== null) return sitting.visitorId;
      return signedIn === null
        ? store.visitors.findOrCreate(greet(request, reply))
        : store.visitors.findOrCreateOfAccount(signedIn.account.id);
    },
    adopt: async (request, account) => {
      const token = tokenOf(request);
      if (token !== null) await store.visitors.adopt(token, account);
    },
  };
}
