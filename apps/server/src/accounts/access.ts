/**
 * Who may call a route. Each route below /api says so in its config, or the server does not start; everything else is a page
 * or a file of the web app, or the description of the API, which anyone may read.
 */
import type { Role } from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../problems.ts';
import type { SignedInRequest } from './session-cookie.ts';
import { sessionOf } from './session-cookie.ts';

/** `anyone`: also without an account; what belongs to somebody is looked up for the visitor who asks. A role: that one or one that may do more. */
export type Access = 'anyone' | Role;

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Who is signed in with the browser that asks; null: nobody. */
    signedIn: SignedInRequest | null;
  }
}

const RANK: Readonly<Record<Access, number>> = { anyone: 0, candidate: 1, interviewer: 2, admin: 3 };

/** Must be called before the routes that it guards are registered. */
export function setAccess(app: FastifyInstance, store: Store): void {
  app.decorateRequest('signedIn', null);
  app.addHook('onRoute', ({ url, config, method }) => {
    if (url.startsWith('/api') && config?.access === undefined) {
      throw new Error(`the route ${String(method)} ${url} does not say who may call it`);
    }
  });
  app.addHook('onRequest', async (request) => {
    const { access = 'anyone' } = request.routeOptions.config;
    // Pages and files are the same for all.
    if (!request.routeOptions.url?.startsWith('/api')) return;
    request.signedIn = await sessionOf(store, request);
    refuse(request, access);
  });
}

function refuse({ signedIn }: FastifyRequest, access: Access): void {
  if (access === 'anyone') return;
  if (signedIn === null) throw new ProblemError(401, 'Sign in first. What you typed is kept in this browser.');
  if (RANK[signedIn.account.role] < RANK[access]) {
    throw new ProblemError(403, `Only ${access === 'admin' ? 'an admin' : `an ${access}`} may do this.`);
  }
}

/** Who asks, on a route that only people with an account may call. */
export function whoAsks(request: FastifyRequest): SignedInRequest {
  if (request.signedIn === null) throw new ProblemError(401, 'Sign in first.');
  return request.signedIn;
}
