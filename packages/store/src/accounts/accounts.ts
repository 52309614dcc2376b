/**
 * Accounts. Passwords come here as argon2id strings, made and checked by the server. The last admin who can sign in stays
 * one: changes of roles take place one after the other.
 */
import { type AccountChange, type AccountId, AccountPage, AccountView } from '@lockstep/protocol';
import type { Database, Transaction } from '../client.ts';
import { cursorOf, madeBefore, readCursor } from '../cursor.ts';
import type { Account as Row } from '../generated/client.ts';
import { fromDocument } from '../stored.ts';
import { note } from './audit.ts';

export interface StoredAccount {
  readonly view: AccountView;
  /** argon2id, as a PHC string; null: there is no password. */
  readonly passwordHash: string | null;
  readonly disabled: boolean;
}

export type AccountChanged =
  | { readonly kind: 'changed'; readonly account: AccountView }
  | { readonly kind: 'unknown' }
  /** Nobody would be left who can change anything. */
  | { readonly kind: 'last-admin' };

export type ProviderAccount =
  | { readonly kind: 'found'; readonly account: AccountView }
  /** Nobody is known by that name, and the address could be anybody's. */
  | { readonly kind: 'address-unchecked' }
  | { readonly kind: 'account-closed' };

export interface Accounts {
  byId(id: AccountId): Promise<StoredAccount | null>;
  byEmail(email: string): Promise<StoredAccount | null>;
  /** Newest first. `cursor`: the `next` of the page before; null when that is none of ours. */
  list(query: { readonly cursor?: string | undefined; readonly limit: number }): Promise<AccountPage | null>;
  hasAdmin(): Promise<boolean>;
  rename(id: AccountId, name: string): Promise<AccountView>;
  /** Sets the password and ends every other session of the account than `keep`. */
  setPassword(id: AccountId, passwordHash: string, keep: string): Promise<void>;
  /** Changes role and whether one may sign in; whoever may not is signed out. */
  change(id: AccountId, change: AccountChange, actor: AccountId): Promise<AccountChanged>;
  /** Notes that a new password was asked for where no link could be sent. Tells nothing of whether there is such an account. */
  noteResetAsked(email: string): Promise<void>;
  /**
   * The account of somebody whom the identity provider vouches for: known by `subject`, else by an e-mail address that the
   * provider has checked, else made as a candidate.
   */
  ofProvider(person: {
    readonly subject: string;
    /** In lower case; null: not checked. */
    readonly email: string | null;
    readonly name: string;
  }): Promise<ProviderAccount>;
}

/** Held while roles change, so that two admins cannot demote one another at once. */
const ROLES_LOCK = 'lockstep roles';

export function openAccounts(database: Database, now: () => Date): Accounts {
  return {
    async byId(id) {
      return stored(await database.run((client) => client.account.findUnique({ where: { id } })));
    },

    async byEmail(email) {
      return stored(await database.run((client) => client.account.findUnique({ where: { email } })));
    },

    async list({ cursor, limit }) {
      const after = cursor === undefined ? null : readCursor(cursor);
      if (cursor !== undefined && after === null) return null;
      const rows = await database.run((client) =>
        client.account.findMany({
          where: madeBefore(after),
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: limit + 1,
          include: { sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: 'desc' }, take: 1 } },
        }),
      );
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return fromDocument(AccountPage, 'a page of accounts', {
        items: shown.map((row) => ({
          ...viewOf(row),
          disabledAt: row.disabledAt?.toISOString() ?? null,
          resetAskedAt: row.resetAskedAt?.toISOString() ?? null,
          lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString() ?? null,
        })),
        next: rows.length > limit && last !== undefined ? cursorOf({ at: last.createdAt, id: last.id }) : null,
      });
    },

    async hasAdmin() {
      const admin = await database.run((client) =>
        client.account.findFirst({ where: { role: 'admin', disabledAt: null }, select: { id: true } }),
      );
      return admin !== null;
    },

    rename: (id, name) =>
      database.transact(async (transaction) => {
        const row = await transaction.account.update({ where: { id }, data: { name } });
        await note(transaction, id, 'name-changed', row.email);
        return viewOf(row);
      }),

    setPassword: (id, passwordHash, keep) =>
      database.transact(async (transaction) => {
        const row = await transaction.account.update({ where: { id }, data: { passwordHash, resetAskedAt: null } });
        await transaction.session.deleteMany({ where: { accountId: id, id: { not: keep } } });
        await note(transaction, id, 'password-changed', row.email);
      }),

    change: (id, change, actor) =>
      database.transact(async (transaction) => {
        await holdRoles(transaction);
        return changeAccount(transaction, id, change, actor, now());
      }),

    noteResetAsked: (email) =>
      database.transact(async (transaction) => {
        const { count } = await transaction.account.updateMany({
          where: { email, disabledAt: null },
          data: { resetAskedAt: now() },
        });
        if (count > 0) await note(transaction, null, 'reset-asked', email);
      }),

    ofProvider: ({ subject, email, name }) =>
      database.transact(async (transaction) => {
        const known = await transaction.account.findUnique({ where: { subject } });
        if (known !== null) return openAccount(known);
        if (email === null) return { kind: 'address-unchecked' };
        const addressed = await transaction.account.findUnique({ where: { email } });
        if (addressed === null) {
          const person = { email, name, role: 'candidate', passwordHash: null, subject };
          return { kind: 'found', account: await makeAccount(transaction, person, now()) };
        }
        // Somebody else has this address now: the provider gave it away again.
        if (addressed.subject !== null) return { kind: 'account-closed' };
        await transaction.account.update({ where: { id: addressed.id }, data: { subject } });
        return openAccount(addressed);
      }),
  };
}

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string | null;
  readonly subject?: string;
}

/** Makes an account; the address is not taken. */
export async function makeAccount(transaction: Transaction, account: NewAccount, at: Date): Promise<AccountView> {
  const row = await transaction.account.create({ data: { id: crypto.randomUUID(), ...account, createdAt: at } });
  const view = viewOf(row);
  await note(transaction, view.id, 'account-made', `${row.email}, ${row.role}`);
  return view;
}

async function changeAccount(
  transaction: Transaction,
  id: AccountId,
  { role, disabled }: AccountChange,
  actor: AccountId,
  at: Date,
): Promise<AccountChanged> {
  const was = await transaction.account.findUnique({ where: { id } });
  if (was === null) return { kind: 'unknown' };
  const next = {
    role: role ?? was.role,
    disabledAt: disabled === undefined ? was.disabledAt : disabled ? (was.disabledAt ?? at) : null,
  };
  if (!isAbleAdmin(next) && (await isLastAdmin(transaction, was))) return { kind: 'last-admin' };
  const row = await transaction.account.update({ where: { id }, data: next });
  if (row.disabledAt !== null) await transaction.session.deleteMany({ where: { accountId: id } });
  if (row.role !== was.role) await note(transaction, actor, 'role-changed', `${row.email}: ${was.role} to ${row.role}`);
  if ((row.disabledAt === null) !== (was.disabledAt === null)) {
    await note(transaction, actor, row.disabledAt === null ? 'account-enabled' : 'account-disabled', row.email);
  }
  return { kind: 'changed', account: viewOf(row) };
}

/** Roles change one after the other: held to the end of the transaction. */
export async function holdRoles(transaction: Transaction): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${ROLES_LOCK}))`;
}

/** Whether nobody else could change anything. */
export async function isLastAdmin(transaction: Transaction, account: Row): Promise<boolean> {
  if (!isAbleAdmin(account)) return false;
  const others = { id: { not: account.id }, role: 'admin', disabledAt: null };
  return (await transaction.account.count({ where: others })) === 0;
}

function isAbleAdmin({ role, disabledAt }: Pick<Row, 'role' | 'disabledAt'>): boolean {
  return role === 'admin' && disabledAt === null;
}

export function viewOf(row: Row): AccountView {
  return fromDocument(AccountView, `account ${row.id}`, {
    ...row,
    hasPassword: row.passwordHash !== null,
    createdAt: row.createdAt.toISOString(),
  });
}

function openAccount(row: Row): ProviderAccount {
  return row.disabledAt === null ? { kind: 'found', account: viewOf(row) } : { kind: 'account-closed' };
}

function stored(row: Row | null): StoredAccount | null {
  return row === null ? null : { view: viewOf(row), passwordHash: row.passwordHash, disabled: row.disabledAt !== null };
}
