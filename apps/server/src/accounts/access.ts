/**
 * Who may call a route. Each route below /api says so in its config, or the server does not start; everything else is a page
 * or a file of the web app, or the description of the API, which anyone may read.
 *
 * Somebody is known by the session of a browser, or by an API token that a program sends. A request with a token is judged by
 * it alone: what it has of cookies counts for nothing.
 */
import type { AccountView, Role, TokenScope } from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sittingOf } from '../interviews/sitting-cookie.ts';
import { ProblemError } from '../problems.ts';
import { sessionOf } from './session-cookie.ts';

/** `anyone`: also without an account; what belongs to somebody is looked up for the visitor who asks. A role: that one or one that may do more. */
export type Access = 'anyone' | Role;

/** Who asks. Exactly one of `session` and `scopes` is there. */
export interface SignedIn {
  readonly account: AccountView;
  /** The browser's session; null for a program. */
  readonly session: string | null;
  /** What the program's token is for; null in a browser, which may do all that its account may. */
  readonly scopes: readonly TokenScope[] | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Not by a token: what belongs to signing in itself. */
    inPerson?: boolean;
  }
  interface FastifyRequest {
    /** null: nobody is signed in. */
    signedIn: SignedIn | null;
  }
}

const RANK: Readonly<Record<Access, number>> = { anyone: 0, candidate: 1, interviewer: 2, admin: 3 };

/** Must be called before the routes that it guards are registered. */
export function setAccess(app: FastifyInstance, store: Store): void {
  app.decorateRequest('signedIn', null);
  app.decorateRequest('sitting', null);
  app.addHook('onRoute', ({ url, config, method }) => {
    if (url.startsWith('/api') && config?.access === undefined) {
      throw new Error(`the route ${String(method)} ${url} does not say who may call it`);
    }
  });
  app.addHook('onRequest', async (request) => {
    const { url, config } = request.routeOptions;
    // Pages and files are the same for all.
    if (!url?.startsWith('/api')) return;
    request.signedIn = await signedInOf(store, request);
    request.sitting = await sittingOf(store, request);
    refuse(request, config.access ?? 'admin');
  });
}

async function signedInOf(store: Store, request: FastifyRequest): Promise<SignedIn | null> {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const found = await sessionOf(store, request);
    return found === null ? null : { account: found.account, session: found.session, scopes: null };
  }
  const token = /^Bearer ([\w-]+)$/i.exec(authorization)?.[1];
  const used = token === undefined ? null : await store.apiTokens.find(token);
  if (used === null) {
    throw new ProblemError(
      401,
      'The token is not right, is too old, or was revoked. Send "Authorization: Bearer <token>".',
    );
  }
  return { account: used.account, session: null, scopes: used.scopes };
}

function refuse({ signedIn, method, routeOptions }: FastifyRequest, access: Access): void {
  const { url = '', config } = routeOptions;
  if (signedIn?.scopes != null) {
    if (config.inPerson) throw new ProblemError(403, 'This is done in a browser, not by a token.');
    const missing = neededScopes(method, url).find((scope) => !signedIn.scopes?.includes(scope));
    if (missing !== undefined) throw new ProblemError(403, `This needs a token with the scope "${missing}".`);
  }
  if (access === 'anyone') return;
  if (signedIn === null) throw new ProblemError(401, 'Sign in first. What you typed is kept in this browser.');
  if (RANK[signedIn.account.role] < RANK[access]) {
    throw new ProblemError(403, `Only ${access === 'admin' ? 'an admin' : `an ${access}`} may do this.`);
  }
}

function neededScopes(method: string, url: string): TokenScope[] {
  const reads = method === 'GET' || method === 'HEAD';
  return [reads ? 'read' : 'write', ...(/^\/api\/(admin|authoring)/.test(url) ? (['admin'] as const) : [])];
}

/** Who asks, on a route that only people with an account may call. */
export function whoAsks(request: FastifyRequest): SignedIn {
  if (request.signedIn === null) throw new ProblemError(401, 'Sign in first.');
  return request.signedIn;
}

/** Who asks in person, on a route that no token may call. */
export function whoIsHere(request: FastifyRequest): { readonly account: AccountView; readonly session: string } {
  const { account, session } = whoAsks(request);
  if (session === null) throw new ProblemError(403, 'This is done in a browser, not by a token.');
  return { account, session };
}
