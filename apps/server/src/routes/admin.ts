/** What admins do: accounts and their roles, invitations, the audit log. */
import {
  AccountChange,
  AccountId,
  AccountPage,
  AccountView,
  AuditPage,
  InvitationList,
  InvitationRequest,
  MadeLink,
  Problem,
} from '@lockstep/protocol';
import type { NewLink } from '@lockstep/store';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { whoAsks } from '../accounts/access.ts';
import { linkAddress } from '../accounts/links.ts';
import { invitationMail, type Mail, resetMail } from '../accounts/mail.ts';
import { ProblemError } from '../problems.ts';
import type { RouteContext } from './context.ts';
import { Nothing } from './nothing.ts';
import { orBadCursor, PageQuery } from './page.ts';

const ById = z.object({ id: AccountId });
const noAccount = (): ProblemError => new ProblemError(404, 'There is no account with this id.');

export function adminRoutes({ store, config, mail }: RouteContext): FastifyPluginAsyncZod {
  const { accounts, accountLinks, audit, erasure } = store;
  /** A link that was made for somebody: sent where mail can be sent, and shown in any case. */
  const made = async (
    request: FastifyRequest,
    link: NewLink,
    written: (address: string) => Mail,
  ): Promise<MadeLink> => {
    const address = linkAddress(config, 'welcome', link, request);
    const sent =
      mail !== null &&
      (await mail(written(address)).then(
        () => true,
        (error: unknown) => {
          request.log.error({ err: error }, 'mail was not sent');
          return false;
        },
      ));
    return { link: address, expiresAt: link.expiresAt.toISOString(), sent };
  };
  return async (app) => {
    app.get(
      '/api/admin/accounts',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'All accounts, newest first',
          tags: ['Admin'],
          querystring: PageQuery,
          response: { 200: AccountPage, default: Problem },
        },
      },
      async (request) => orBadCursor(await accounts.list(request.query)),
    );

    app.patch(
      '/api/admin/accounts/:id',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Changes the role of an account, closes or opens it; the last admin stays one (409)',
          tags: ['Admin'],
          params: ById,
          body: AccountChange,
          response: { 200: AccountView, default: Problem },
        },
      },
      async (request) => {
        const changed = await accounts.change(request.params.id, request.body, whoAsks(request).account.id);
        switch (changed.kind) {
          case 'unknown':
            throw noAccount();
          case 'last-admin':
            throw new ProblemError(409, 'This is the last admin. Make somebody else an admin first.');
          case 'changed':
            return changed.account;
        }
      },
    );

    app.post(
      '/api/admin/accounts/:id/reset-link',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Makes a link by which the owner of an account sets a new password; shown this once',
          tags: ['Admin'],
          params: ById,
          response: { 201: MadeLink, default: Problem },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const account = await accounts.byId(id);
        const link = await accountLinks.reset(id, whoAsks(request).account.id);
        if (account === null) throw noAccount();
        if (link === null) throw new ProblemError(409, 'This account is closed. Open it again first.');
        return reply.status(201).send(await made(request, link, (address) => resetMail(account.view.email, address)));
      },
    );

    app.post(
      '/api/admin/accounts/:id/erase',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Deletes all that is kept of the owner of an account, for good',
          description: '409 for the last admin, and while something of it is being judged.',
          tags: ['Admin'],
          params: ById,
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        const erased = await erasure.eraseAccount(request.params.id, whoAsks(request).account.id);
        switch (erased.kind) {
          case 'unknown':
            throw noAccount();
          case 'last-admin':
            throw new ProblemError(409, 'This is the last admin. Make somebody else an admin first.');
          case 'judging':
            throw new ProblemError(409, 'A submission of this account is being judged. Cancel it, or wait for it.');
          case 'erased':
            return reply.status(204).send(null);
        }
      },
    );

    app.get(
      '/api/admin/invitations',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Invitations that nobody has used yet',
          tags: ['Admin'],
          response: { 200: InvitationList, default: Problem },
        },
      },
      async () => ({ items: await accountLinks.invitations() }),
    );

    app.post(
      '/api/admin/invitations',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Invites somebody: the link makes an account; shown this once',
          tags: ['Admin'],
          body: InvitationRequest,
          response: { 201: MadeLink, default: Problem },
        },
      },
      async (request, reply) => {
        const { email } = request.body;
        const link = await accountLinks.invite(request.body, whoAsks(request).account.id);
        if (link === null) throw new ProblemError(409, `${email} has an account already.`);
        return reply.status(201).send(await made(request, link, (address) => invitationMail(email, address)));
      },
    );

    app.delete(
      '/api/admin/invitations/:id',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Withdraws an invitation: its link works no more',
          tags: ['Admin'],
          params: z.object({ id: z.uuid() }),
          response: { 204: Nothing, default: Problem },
        },
      },
      async (request, reply) => {
        if (!(await accountLinks.withdraw(request.params.id, whoAsks(request).account.id))) {
          throw new ProblemError(404, 'There is no such invitation any more.');
        }
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/api/admin/audit',
      {
        config: { access: 'admin' },
        schema: {
          summary: 'Who did what, newest first',
          tags: ['Admin'],
          querystring: PageQuery,
          response: { 200: AuditPage, default: Problem },
        },
      },
      async (request) => orBadCursor(await audit.list(request.query)),
    );
  };
}
