/**
 * Visitors: whose submissions, drafts and answers something is. A browser is one, known by a token of which only the SHA-256
 * is kept. All browsers of an account are one together, which is known by nobody's token.
 */
import { randomUUID } from 'node:crypto';
import { type AccountId, VisitorId } from '@lockstep/protocol';
import { hashOfToken, newToken } from './accounts/tokens.ts';
import type { Database } from './client.ts';

export interface Visitors {
  /**
   * The visitor with that token, made now if there is none: a browser has its token before anything is saved for it.
   * Throws a RangeError when the token is none (32 random bytes, base64url).
   */
  findOrCreate(token: string): Promise<VisitorId>;
  /** The visitor with that token, or null. Notes that it was here, at most once an hour. */
  find(token: string): Promise<VisitorId | null>;
  /** The visitor of an account; null when nothing was saved for it. */
  ofAccount(account: AccountId): Promise<VisitorId | null>;
  findOrCreateOfAccount(account: AccountId): Promise<VisitorId>;
  /**
   * What a browser did before somebody signed in with it becomes the account's, if the account has nothing yet; the token
   * opens it no more. Otherwise everything stays as it is: both keep what they have.
   */
  adopt(token: string, account: AccountId): Promise<void>;
}

const HOUR_MS = 3_600_000;

export function openVisitors(database: Database, now: () => Date): Visitors {
  return {
    async findOrCreate(token) {
      const tokenHash = hashOfToken(token);
      if (tokenHash === null) throw new RangeError('a visitor token has 32 bytes in base64url');
      return (await find(token)) ?? (await make({ tokenHash }, () => find(token)));
    },

    find,
    ofAccount,

    async findOrCreateOfAccount(accountId) {
      const made = { tokenHash: newToken().hash, accountId };
      return (await ofAccount(accountId)) ?? (await make(made, () => ofAccount(accountId)));
    },

    async adopt(token, accountId) {
      const tokenHash = hashOfToken(token);
      if (tokenHash === null) return;
      await database.transact(async (transaction) => {
        // Held to the end: of two browsers that sign in at once, one is the first.
        await transaction.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
        if ((await transaction.visitor.findUnique({ where: { accountId } })) !== null) return;
        await transaction.visitor.updateMany({
          where: { tokenHash, accountId: null },
          data: { accountId, tokenHash: newToken().hash },
        });
      });
    },
  };

  async function find(token: string): Promise<VisitorId | null> {
    const tokenHash = hashOfToken(token);
    if (tokenHash === null) return null;
    return database.run(async (client) => {
      const visitor = await client.visitor.findUnique({ where: { tokenHash }, select: { id: true, lastSeenAt: true } });
      if (visitor === null) return null;
      const at = now();
      if (at.getTime() - visitor.lastSeenAt.getTime() >= HOUR_MS) {
        await client.visitor.update({ where: { id: visitor.id }, data: { lastSeenAt: at } });
      }
      return VisitorId.parse(visitor.id);
    });
  }

  async function ofAccount(accountId: AccountId): Promise<VisitorId | null> {
    const visitor = await database.run((client) =>
      client.visitor.findUnique({ where: { accountId }, select: { id: true } }),
    );
    return visitor === null ? null : VisitorId.parse(visitor.id);
  }

  /** Two first requests may come here at once: the second finds what the first made. */
  async function make(
    visitor: { readonly tokenHash: Uint8Array<ArrayBuffer>; readonly accountId?: AccountId },
    again: () => Promise<VisitorId | null>,
  ): Promise<VisitorId> {
    const at = now();
    const data = { id: randomUUID(), ...visitor, createdAt: at, lastSeenAt: at };
    await database.run((client) => client.visitor.createMany({ data: [data], skipDuplicates: true }));
    const made = await again();
    if (made === null) throw new Error('a visitor that was just made is not there');
    return made;
  }
}
