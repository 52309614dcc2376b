/** Links that make an account or a new password: used once, for a time, known by their hash only. */
import type { AccountId, AccountView, InvitationRequest, InvitationView, LinkView } from '@lockstep/protocol';
import { InvitationList, LinkView as LinkViewSchema } from '@lockstep/protocol';
import type { Database, Transaction } from '../client.ts';
import type { AccountLink as Row } from '../generated/client.ts';
import { fromDocument } from '../stored.ts';
import { makeAccount, viewOf } from './accounts.ts';
import { note } from './audit.ts';
import { hashOfToken, newToken } from './tokens.ts';

export interface NewLink {
  readonly token: string;
  readonly expiresAt: Date;
}

export type LinkUsed =
  | { readonly kind: 'used'; readonly account: AccountView }
  /** Used before, withdrawn, expired, or never made: which of these is nobody's business. */
  | { readonly kind: 'no-link' }
  /** The link does not say whose it is, and neither does the request. */
  | { readonly kind: 'incomplete'; readonly missing: 'email' | 'name' }
  /** There is an account with that address by now. */
  | { readonly kind: 'taken' };

export interface AccountLinks {
  /** A link for the first admin, in place of all earlier ones; null when there is an admin. */
  firstAdmin(): Promise<NewLink | null>;
  /** In place of earlier invitations of that address; null: it has an account. */
  invite(invitation: InvitationRequest, actor: AccountId): Promise<NewLink | null>;
  /** A link for a new password, in place of earlier ones; null: no such account, or it may not sign in. `actor` null: its owner asked. */
  reset(account: AccountId, actor: AccountId | null): Promise<NewLink | null>;
  /** What a link is for; null when it cannot be used. */
  view(token: string): Promise<LinkView | null>;
  /** Uses a link, once, also when two try at the same time. A new password ends all sessions of its account. */
  use(
    token: string,
    person: { readonly email?: string | undefined; readonly name?: string | undefined; readonly passwordHash: string },
  ): Promise<LinkUsed>;
  invitations(): Promise<InvitationView[]>;
  /** False: there is no such invitation any more. */
  withdraw(id: string, actor: AccountId): Promise<boolean>;
}

const HOUR_MS = 3_600_000;
const LIFETIME_MS = { 'first-admin': 24 * HOUR_MS, invitation: 7 * 24 * HOUR_MS, reset: HOUR_MS } as const;
const FIRST_ADMIN_LOCK = 'lockstep first admin';
const MOST_INVITATIONS = 500;

export function openAccountLinks(database: Database, now: () => Date): AccountLinks {
  const make = async (
    transaction: Transaction,
    link: { kind: keyof typeof LIFETIME_MS; role: string; email?: string; accountId?: string },
  ): Promise<NewLink> => {
    const { token, hash } = newToken();
    const at = now();
    const expiresAt = new Date(at.getTime() + LIFETIME_MS[link.kind]);
    const data = { id: crypto.randomUUID(), ...link, tokenHash: hash, createdAt: at, expiresAt };
    await transaction.accountLink.create({ data });
    return { token, expiresAt };
  };
  return {
    firstAdmin: () =>
      database.transact(async (transaction) => {
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${FIRST_ADMIN_LOCK}))`;
        const admin = await transaction.account.findFirst({ where: { role: 'admin', disabledAt: null } });
        if (admin !== null) return null;
        await transaction.accountLink.deleteMany({ where: { kind: 'first-admin' } });
        return make(transaction, { kind: 'first-admin', role: 'admin' });
      }),

    invite: ({ email, role }, actor) =>
      database.transact(async (transaction) => {
        if ((await transaction.account.findUnique({ where: { email } })) !== null) return null;
        await transaction.accountLink.deleteMany({ where: { kind: 'invitation', email } });
        const link = await make(transaction, { kind: 'invitation', role, email });
        await note(transaction, actor, 'invited', `${email}, ${role}`);
        return link;
      }),

    reset: (accountId, actor) =>
      database.transact(async (transaction) => {
        const account = await transaction.account.findUnique({ where: { id: accountId, disabledAt: null } });
        if (account === null) return null;
        await transaction.accountLink.deleteMany({ where: { kind: 'reset', accountId } });
        const link = await make(transaction, { kind: 'reset', role: account.role, accountId });
        await note(transaction, actor, 'reset-link-made', account.email);
        return link;
      }),

    async view(token) {
      const tokenHash = hashOfToken(token);
      if (tokenHash === null) return null;
      const row = await database.run((client) =>
        client.accountLink.findUnique({ where: { tokenHash }, include: { account: true } }),
      );
      if (row === null || !usable(row, now()) || row.account?.disabledAt) return null;
      return fromDocument(LinkViewSchema, `link ${row.id}`, {
        ...row,
        email: row.email ?? row.account?.email ?? null,
        expiresAt: row.expiresAt.toISOString(),
      });
    },

    use: (token, person) =>
      database.transact(async (transaction) => {
        const tokenHash = hashOfToken(token);
        if (tokenHash === null) return { kind: 'no-link' };
        // Held to the end: of two at once, the second finds it used.
        await transaction.$queryRaw`SELECT id FROM account_link WHERE token_hash = ${tokenHash} FOR UPDATE`;
        const row = await transaction.accountLink.findUnique({ where: { tokenHash } });
        if (row === null || !usable(row, now())) return { kind: 'no-link' };
        const used = await useLink(transaction, row, person, now());
        if (used.kind === 'used') {
          await transaction.accountLink.update({ where: { id: row.id }, data: { usedAt: now() } });
        }
        return used;
      }),

    async invitations() {
      const rows = await database.run((client) =>
        client.accountLink.findMany({
          where: { kind: 'invitation', usedAt: null, expiresAt: { gt: now() } },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: MOST_INVITATIONS,
        }),
      );
      const items = rows.map(({ id, email, role, createdAt, expiresAt }) => {
        return { id, email, role, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
      });
      return fromDocument(InvitationList, 'the invitations', { items }).items;
    },

    withdraw: (id, actor) =>
      database.transact(async (transaction) => {
        const row = await transaction.accountLink.findUnique({ where: { id, kind: 'invitation', usedAt: null } });
        if (row === null) return false;
        await transaction.accountLink.delete({ where: { id } });
        await note(transaction, actor, 'invitation-withdrawn', row.email ?? '');
        return true;
      }),
  };
}

function usable({ usedAt, expiresAt }: Row, at: Date): boolean {
  return usedAt === null && expiresAt > at;
}

async function useLink(
  transaction: Transaction,
  { kind, role, email, accountId }: Row,
  person: Parameters<AccountLinks['use']>[1],
  at: Date,
): Promise<LinkUsed> {
  const { passwordHash } = person;
  if (accountId !== null) {
    const account = await transaction.account.findUnique({ where: { id: accountId, disabledAt: null } });
    if (account === null) return { kind: 'no-link' };
    const row = await transaction.account.update({
      where: { id: accountId },
      data: { passwordHash, resetAskedAt: null },
    });
    await transaction.session.deleteMany({ where: { accountId } });
    const view = viewOf(row);
    await note(transaction, view.id, 'password-changed', row.email);
    return { kind: 'used', account: view };
  }
  if (kind === 'first-admin') {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${FIRST_ADMIN_LOCK}))`;
    const admin = await transaction.account.findFirst({ where: { role: 'admin', disabledAt: null } });
    if (admin !== null) return { kind: 'no-link' };
  }
  const address = email ?? person.email;
  if (address === undefined) return { kind: 'incomplete', missing: 'email' };
  if (person.name === undefined) return { kind: 'incomplete', missing: 'name' };
  if ((await transaction.account.findUnique({ where: { email: address } })) !== null) return { kind: 'taken' };
  return {
    kind: 'used',
    account: await makeAccount(transaction, { email: address, name: person.name, role, passwordHash }, at),
  };
}
