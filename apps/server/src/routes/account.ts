/** Signing in and out, links that make accounts and passwords, and one's own account. */
import {
  AccountView,
  LinkQuery,
  LinkUse,
  LinkView,
  PasswordChange,
  Problem,
  ProfileChange,
  ResetRequest,
  SessionList,
  SignInRequest,
  SignInState,
} from '@lockstep/protocol';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoIsHere } from '../accounts/access.ts';
import { guessLimit } from '../accounts/guess-limit.ts';
import { linkAddress } from '../accounts/links.ts';
import { resetMail } from '../accounts/mail.ts';
import { hashPassword, isPassword } from '../accounts/passwords.ts';
import { beginSession, forgetSession } from '../accounts/session-cookie.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';

const NO_LINK = 'This link does not work: it was used, is too old, or was replaced. Ask for a new one.';

export function accountRoutes({ store, visitors, config, mail }: RouteContext): FastifyPluginAsyncZod {
  const { accounts, accountLinks, sessions, signInGuard } = store;
  const stateOf = (account: AccountView | null): SignInState => ({
    account,
    provider: config.OIDC_ISSUER === undefined ? null : config.OIDC_NAME,
    mail: mail !== null,
  });
  /** Sends a link for a new password, or lets admins see that one was asked for. */
  const sendReset = async (email: string): Promise<void> => {
    const account = await accounts.byEmail(email);
    if (account === null || account.disabled) return;
    if (mail === null) return accounts.noteResetAsked(email);
    const link = await accountLinks.reset(account.view.id, null);
    if (link === null) return;
    await mail(resetMail(email, linkAddress(config, 'welcome', link))).catch(async (error: unknown) => {
      await accounts.noteResetAsked(email);
      throw error;
    });
  };
  return async (app) => {
    const limited = guessLimit(app, config);
    /** What goes on after its answer: the time that an answer takes tells nobody whether there is such an account. */
    const underWay = new Set<Promise<void>>();
    app.addHook('onClose', async () => {
      await Promise.all(underWay);
    });
    const afterwards = (request: FastifyRequest, work: Promise<void>): void => {
      const done = work
        .catch((error: unknown) => request.log.error({ err: error }, 'a link could not be sent'))
        .finally(() => underWay.delete(done));
      underWay.add(done);
    };

    app.get(
      '/api/session',
      {
        config: { access: 'anyone' },
        schema: {
          summary: 'Who is signed in, and how one may sign in here',
          tags: ['Account'],
          response: { 200: SignInState, default: Problem },
        },
      },
      async (request) => stateOf(request.signedIn?.account ?? null),
    );

    app.post(
      '/api/session',
      {
        config: { access: 'anyone' },
        onRequest: limited,
        schema: {
          summary: 'Signs in; 401 for a wrong address or password, 429 after too many of them',
          tags: ['Account'],
          body: SignInRequest,
          response: { 200: SignInState, default: Problem },
        },
      },
      async (request, reply) => {
        const { email, password } = request.body;
        const attempt = { email, place: request.ip };
        const waitMs = await signInGuard.waitMs(attempt);
        if (waitMs > 0) {
          const seconds = Math.ceil(waitMs / 1000);
          throw new ProblemError(
            429,
            `Too many failed tries for this address. Try again in ${seconds} s, or ask for a new password.`,
            { retryAfterSeconds: seconds },
          );
        }
        const account = await accounts.byEmail(email);
        if (!(await isPassword(password, account?.passwordHash ?? null)) || account === null) {
          await signInGuard.failed(attempt);
          throw new ProblemError(401, 'The e-mail address or the password is not right.');
        }
        if (account.disabled) throw new ProblemError(403, 'This account is closed. Ask an admin to open it again.');
        await signInGuard.clear(attempt);
        await visitors.adopt(request, account.view.id);
        await beginSession(store, account.view, request, reply);
        return stateOf(account.view);
      },
    );

    app.delete(
      '/api/session',
      {
        config: { access: 'candidate', inPerson: true },
        schema: { summary: 'Signs out', tags: ['Account'], response: { 204: Nothing, default: Problem } },
      },
      async (request, reply) => {
        const { account, session } = whoIsHere(request);
        await sessions.end(account.id, session, 'signed-out');
        forgetSession(request, reply);
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/api/account-links/view',
      {
        config: { access: 'anyone' },
        onRequest: limited,
        schema: {
          summary: 'What a link is for; 404 when it cannot be used',
          tags: ['Account'],
          body: LinkQuery,
          response: { 200: LinkView, default: Problem },
        },
      },
      async (request) => {
        const view = await accountLinks.view(request.body.token);
        if (view === null) throw new ProblemError(404, NO_LINK);
        return view;
      },
    );

    app.post(
      '/api/account-links/use',
      {
        config: { access: 'anyone' },
        onRequest: limited,
        schema: {
          summary: 'Makes the account, or sets the new password, and signs in; once',
          tags: ['Account'],
          body: LinkUse,
          response: { 200: SignInState, default: Problem },
        },
      },
      async (request, reply) => {
        const { token, email, name, password } = request.body;
        if ((await accountLinks.view(token)) === null) throw new ProblemError(404, NO_LINK);
        const used = await accountLinks.use(token, { email, name, passwordHash: await hashPassword(password) });
        switch (used.kind) {
          case 'no-link':
            throw new ProblemError(404, NO_LINK);
          case 'incomplete': {
            const what = used.missing === 'email' ? 'an e-mail address' : 'a name';
            const message = `A new account needs ${what}.`;
            throw new ProblemError(400, message, { errors: [{ path: `body.${used.missing}`, message }] });
          }
          case 'taken':
            throw new ProblemError(409, 'There is an account with this e-mail address already. Sign in with it.');
          case 'used': {
            await signInGuard.clear({ email: used.account.email, place: request.ip });
            await visitors.adopt(request, used.account.id);
            await beginSession(store, used.account, request, reply);
            return stateOf(used.account);
          }
        }
      },
    );

    app.post(
      '/api/password-resets',
      {
        config: { access: 'anyone' },
        onRequest: limited,
        schema: {
          summary: 'Asks for a link to set a new password',
          description:
            'The answer is the same whether there is such an account or not. Without mail an admin makes the link.',
          tags: ['Account'],
          body: ResetRequest,
          response: { 202: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        afterwards(request, sendReset(request.body.email));
        return reply.status(202).send(null);
      },
    );

    app.patch(
      '/api/account',
      {
        config: { access: 'candidate', inPerson: true },
        schema: {
          summary: 'Changes the own name',
          tags: ['Account'],
          body: ProfileChange,
          response: { 200: AccountView, default: Problem },
        },
      },
      async (request) => accounts.rename(whoIsHere(request).account.id, request.body.name),
    );

    app.put(
      '/api/account/password',
      {
        config: { access: 'candidate', inPerson: true },
        onRequest: limited,
        schema: {
          summary: 'Changes the own password; every other session ends',
          tags: ['Account'],
          body: PasswordChange,
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        const { account, session } = whoIsHere(request);
        const { current, password } = request.body;
        const attempt = { email: account.email, place: request.ip };
        if ((await signInGuard.waitMs(attempt)) > 0) {
          throw new ProblemError(429, 'Too many failed tries. Wait a while, then try again.');
        }
        const stored = await accounts.byId(account.id);
        if (!(await isPassword(current, stored?.passwordHash ?? null))) {
          await signInGuard.failed(attempt);
          const message = 'This is not your password. Ask for a new one if you do not know it.';
          throw new ProblemError(400, message, { errors: [{ path: 'body.current', message }] });
        }
        await accounts.setPassword(account.id, await hashPassword(password), session);
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/api/account/sessions',
      {
        config: { access: 'candidate', inPerson: true },
        schema: {
          summary: 'The browsers that one is signed in with',
          tags: ['Account'],
          response: { 200: SessionList, default: Problem },
        },
      },
      async (request) => {
        const { account, session } = whoIsHere(request);
        return { items: await sessions.list(account.id, session) };
      },
    );

    app.delete(
      '/api/account/sessions/:id',
      {
        config: { access: 'candidate', inPerson: true },
        schema: {
          summary: 'Ends one session',
          tags: ['Account'],
          params: z.object({ id: z.uuid() }),
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        const { account } = whoIsHere(request);
        if (!(await sessions.end(account.id, request.params.id, 'sessions-ended'))) {
          throw new ProblemError(404, 'You have no session with this id.');
        }
        return reply.status(204).send(null);
      },
    );

    app.delete(
      '/api/account/sessions',
      {
        config: { access: 'candidate', inPerson: true },
        schema: {
          summary: 'Ends all sessions but this one',
          tags: ['Account'],
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        const { account, session } = whoIsHere(request);
        await sessions.endOthers(account.id, session);
        return reply.status(204).send(null);
      },
    );
  };
}
