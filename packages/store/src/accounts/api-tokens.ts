/** Tokens by which programs call the API in somebody's name: shown once, kept as a hash, with a scope, revocable. */
import { type AccountId, type AccountView, type ApiTokenRequest, ApiTokenView, TokenScope } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database } from '../client.ts';
import type { ApiToken as Row } from '../generated/client.ts';
import { fromDocument } from '../stored.ts';
import { viewOf } from './accounts.ts';
import { note } from './audit.ts';
import { hashOfToken, newToken } from './tokens.ts';

export interface TokenUse {
  readonly account: AccountView;
  readonly scopes: readonly TokenScope[];
}

export type TokenMade =
  | { readonly kind: 'made'; readonly token: string; readonly view: ApiTokenView }
  /** Nobody needs so many. */
  | { readonly kind: 'too-many'; readonly most: number };

export interface ApiTokens {
  make(account: AccountId, request: ApiTokenRequest): Promise<TokenMade>;
  /** In whose name a token speaks; null: in nobody's. Notes that it was used, at most once in ten minutes. */
  find(token: string): Promise<TokenUse | null>;
  list(account: AccountId): Promise<ApiTokenView[]>;
  /** False: the account has no such token. */
  revoke(account: AccountId, id: string): Promise<boolean>;
}

/** So that a token is known for what it is wherever it turns up. */
const PREFIX = 'lockstep_';
const MOST = 50;
const DAY_MS = 24 * 3_600_000;
const NOTED_EVERY_MS = 600_000;

export function openApiTokens(database: Database, now: () => Date): ApiTokens {
  return {
    make: (accountId, { name, scopes, days }) =>
      database.transact(async (transaction) => {
        // Held to the end: tokens that are made at once are counted right.
        await transaction.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
        if ((await transaction.apiToken.count({ where: { accountId } })) >= MOST)
          return { kind: 'too-many', most: MOST };
        const { token, hash } = newToken();
        const at = now();
        const expiresAt = days === null ? null : new Date(at.getTime() + days * DAY_MS);
        const data = { accountId, name, scopes: [...scopes], tokenHash: hash, createdAt: at, expiresAt };
        const row = await transaction.apiToken.create({ data: { id: crypto.randomUUID(), ...data } });
        await note(transaction, accountId, 'token-made', `${name}: ${scopes.join(', ')}`);
        return { kind: 'made', token: `${PREFIX}${token}`, view: tokenView(row) };
      }),

    async find(token) {
      const tokenHash = token.startsWith(PREFIX) ? hashOfToken(token.slice(PREFIX.length)) : null;
      if (tokenHash === null) return null;
      const at = now();
      return database.run(async (client) => {
        const row = await client.apiToken.findUnique({ where: { tokenHash }, include: { account: true } });
        if (row === null || row.account.disabledAt !== null) return null;
        if (row.expiresAt !== null && row.expiresAt <= at) return null;
        if (at.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= NOTED_EVERY_MS) {
          await client.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: at } });
        }
        const scopes = fromDocument(z.array(TokenScope), `the scopes of token ${row.id}`, row.scopes);
        return { account: viewOf(row.account), scopes };
      });
    },

    async list(accountId) {
      const rows = await database.run((client) =>
        client.apiToken.findMany({ where: { accountId }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] }),
      );
      return rows.map(tokenView);
    },

    revoke: (accountId, id) =>
      database.transact(async (transaction) => {
        const row = await transaction.apiToken.findUnique({ where: { id, accountId } });
        if (row === null) return false;
        await transaction.apiToken.delete({ where: { id } });
        await note(transaction, accountId, 'token-revoked', row.name);
        return true;
      }),
  };
}

function tokenView({ id, name, scopes, createdAt, lastUsedAt, expiresAt }: Row): ApiTokenView {
  const item = {
    id,
    name,
    scopes,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
  return fromDocument(ApiTokenView, `token ${id}`, item);
}
