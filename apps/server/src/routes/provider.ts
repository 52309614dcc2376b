/** Signing in at the identity provider: away to it, and back from it. Both are visited by the browser itself. */
import { Problem } from '@lockstep/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PROVIDER_PATH, type Provider } from '../accounts/provider.ts';
import { beginSession } from '../accounts/session-cookie.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';

const COOKIE = 'lockstep_provider';
const TEN_MINUTES_SECONDS = 600;
const Anything = z.any().describe('The browser is sent on');

/** Why the page for signing in is shown again. */
type Failure = 'provider-refused' | 'provider-unreachable' | 'address-unchecked' | 'account-closed';

export function providerRoutes({ store, visitors }: RouteContext, provider: Provider): FastifyPluginAsyncZod {
  const attributes = (request: FastifyRequest) =>
    ({ path: PROVIDER_PATH, httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' }) as const;
  const back = (reply: FastifyReply, failure: Failure) => reply.redirect(`/sign-in?failed=${failure}`, 303);
  return async (app) => {
    app.get(
      PROVIDER_PATH,
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Sends the browser to the identity provider',
          tags: ['Account'],
          response: { 303: Anything, default: Problem },
        },
      },
      async (request, reply) => {
        const begun = await provider.begin().catch((error: unknown) => {
          request.log.error({ err: error }, 'the identity provider cannot be reached');
          return null;
        });
        if (begun === null) return back(reply, 'provider-unreachable');
        reply.setCookie(COOKIE, begun.remembered, { ...attributes(request), maxAge: TEN_MINUTES_SECONDS });
        return reply.redirect(begun.address, 303);
      },
    );

    app.get(
      `${PROVIDER_PATH}/callback`,
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Where the identity provider sends people back to',
          tags: ['Account'],
          response: { 303: Anything, default: Problem },
        },
      },
      async (request, reply) => {
        const remembered = request.cookies[COOKIE];
        reply.clearCookie(COOKIE, attributes(request));
        if (remembered === undefined) return back(reply, 'provider-refused');
        let person: Awaited<ReturnType<Provider['finish']>>;
        try {
          person = await provider.finish(new URL(request.url, 'http://localhost'), remembered);
        } catch (error) {
          request.log.error({ err: error }, 'the identity provider cannot be reached');
          return back(reply, 'provider-unreachable');
        }
        if (person === null) return back(reply, 'provider-refused');
        const found = await store.accounts.ofProvider(person);
        switch (found.kind) {
          case 'address-unchecked':
          case 'account-closed':
            return back(reply, found.kind);
          case 'found': {
            await visitors.adopt(request, found.account.id);
            await beginSession(store, found.account, request, reply);
            return reply.redirect('/', 303);
          }
          default:
            throw new ProblemError(500, found satisfies never);
        }
      },
    );
  };
}
