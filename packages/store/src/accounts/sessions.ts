/** Sessions: browsers that somebody is signed in with. Each ends by itself, by its owner, or with its account. */
import { type AccountId, type AccountView, SessionList, type SessionView } from '@lockstep/protocol';
import type { Database } from '../client.ts';
import { fromDocument, toText } from '../stored.ts';
import { viewOf } from './accounts.ts';
import { note } from './audit.ts';
import { hashOfToken, newToken } from './tokens.ts';

export interface SignedIn {
  readonly session: string;
  readonly account: AccountView;
  readonly expiresAt: Date;
}

export interface Sessions {
  /** Begins a session; `browser`: what it says of itself. The token is the browser's alone. */
  begin(account: AccountId, browser: string): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /** Who is signed in with that token; null: nobody. Notes that somebody was here, at most once in ten minutes. */
  find(token: string): Promise<SignedIn | null>;
  /** Which of these sessions still are: neither ended, nor by themselves, nor with their account. */
  alive(sessions: readonly string[]): Promise<ReadonlySet<string>>;
  list(account: AccountId, current: string): Promise<SessionView[]>;
  /** Ends one of the account's sessions. False: it has none of that id. */
  end(account: AccountId, session: string, how: 'signed-out' | 'sessions-ended'): Promise<boolean>;
  /** Ends all of the account's sessions but one. */
  endOthers(account: AccountId, keep: string): Promise<void>;
}

/** A session ends when it was not used for so long, and in any case after so long. */
const IDLE_MS = 14 * 24 * 3_600_000;
const LONGEST_MS = 60 * 24 * 3_600_000;
const NOTED_EVERY_MS = 600_000;
const BROWSER_CHARACTERS = 200;

export function openSessions(database: Database, now: () => Date): Sessions {
  return {
    begin: (accountId, browser) =>
      database.transact(async (transaction) => {
        const { token, hash } = newToken();
        const at = now();
        const expiresAt = new Date(at.getTime() + IDLE_MS);
        // Whoever signs in sweeps up what ended of itself.
        await transaction.session.deleteMany({ where: { accountId, expiresAt: { lte: at } } });
        const data = { accountId, tokenHash: hash, browser: toText(browser).slice(0, BROWSER_CHARACTERS) };
        const row = await transaction.session.create({
          data: { id: crypto.randomUUID(), ...data, createdAt: at, lastSeenAt: at, expiresAt },
          include: { account: { select: { email: true } } },
        });
        await note(transaction, accountId, 'signed-in', row.account.email);
        return { token, expiresAt };
      }),

    async find(token) {
      const tokenHash = hashOfToken(token);
      if (tokenHash === null) return null;
      const at = now();
      return database.run(async (client) => {
        const row = await client.session.findUnique({ where: { tokenHash }, include: { account: true } });
        if (row === null || row.expiresAt <= at || row.account.disabledAt !== null) return null;
        let { expiresAt } = row;
        if (at.getTime() - row.lastSeenAt.getTime() >= NOTED_EVERY_MS) {
          expiresAt = new Date(Math.min(at.getTime() + IDLE_MS, row.createdAt.getTime() + LONGEST_MS));
          // It may have been ended meanwhile.
          await client.session.updateMany({ where: { id: row.id }, data: { lastSeenAt: at, expiresAt } });
        }
        return { session: row.id, account: viewOf(row.account), expiresAt };
      });
    },

    async alive(sessions) {
      const rows = await database.run((client) =>
        client.session.findMany({
          where: { id: { in: [...sessions] }, expiresAt: { gt: now() }, account: { disabledAt: null } },
          select: { id: true },
        }),
      );
      return new Set(rows.map(({ id }) => id));
    },

    async list(accountId, current) {
      const rows = await database.run((client) =>
        client.session.findMany({
          where: { accountId, expiresAt: { gt: now() } },
          orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
          take: 100,
        }),
      );
      const items = rows.map(({ id, browser, createdAt, lastSeenAt, expiresAt }) => ({
        id,
        browser,
        current: id === current,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      }));
      return fromDocument(SessionList, `the sessions of ${accountId}`, { items }).items;
    },

    end: (accountId, session, how) =>
      database.transact(async (transaction) => {
        const { count } = await transaction.session.deleteMany({ where: { accountId, id: session } });
        if (count > 0) await note(transaction, accountId, how, 'one session');
        return count > 0;
      }),

    endOthers: (accountId, keep) =>
      database.transact(async (transaction) => {
        const { count } = await transaction.session.deleteMany({ where: { accountId, id: { not: keep } } });
        if (count > 0) await note(transaction, accountId, 'sessions-ended', `${count} others`);
      }),
  };
}
