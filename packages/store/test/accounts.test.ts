/** What the database itself holds of accounts, whatever the program above it does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, openStore, type Postgres, type Store, type TestDatabase } from '../src/index.ts';
import { sql, startTestServer } from './support.ts';

let server: Postgres;
let database: TestDatabase;
let store: Store;
const HASH = '$argon2id$v=19$m=19456,p=1,t=2$aaaa$bbbb';

beforeAll(async () => {
  server = await startTestServer();
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url });
  const link = await store.accountLinks.firstAdmin();
  await store.accountLinks.use(link?.token ?? '', { email: 'root@example.org', name: 'Root', passwordHash: HASH });
});
afterAll(async () => {
  await store.close();
  await server.destroy();
});

describe('the audit log', () => {
  test('is only ever added to', async () => {
    const before = await sql(database.url, 'SELECT count(*)::int AS entries FROM audit_entry');
    expect(before).toEqual([{ entries: 1 }]);
    for (const text of [
      "UPDATE audit_entry SET subject = 'nothing'",
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
      'TRUNCATE audit_entry CASCADE',
    ]) {
      await expect(sql(database.url, text)).rejects.toThrow('audit entries are only ever added');
    }
    expect(await sql(database.url, 'SELECT count(*)::int AS entries FROM audit_entry')).toEqual(before);
  });

  test('is read page by page, newest first', async () => {
    const admin = await store.accounts.byEmail('root@example.org');
    if (admin === null) throw new Error('no admin');
    for (const email of ['a@example.org', 'b@example.org']) {
      await store.accountLinks.invite({ email, role: 'candidate' }, admin.view.id);
    }
    const first = await store.audit.list({ limit: 2 });
    expect(first?.items.map(({ subject }) => subject)).toEqual([
      'b@example.org, candidate',
      'a@example.org, candidate',
    ]);
    const second = await store.audit.list({ limit: 2, cursor: first?.next ?? '' });
    expect(second).toMatchObject({
      items: [{ action: 'account-made', actor: { email: 'root@example.org' } }],
      next: null,
    });
    expect(await store.audit.list({ limit: 2, cursor: '1; DROP TABLE account' })).toBeNull();
  });
});

describe('secrets', () => {
  test('are nowhere: the database has hashes of tokens, and passwords as argon2id only', async () => {
    const admin = await store.accounts.byEmail('root@example.org');
    if (admin === null) throw new Error('no admin');
    const { token } = await store.sessions.begin(admin.view.id, 'a browser');
    const reset = await store.accountLinks.reset(admin.view.id, null);
    const rows = await sql(
      database.url,
      `SELECT t::text AS row FROM session t UNION ALL SELECT t::text FROM account_link t UNION ALL SELECT t::text FROM audit_entry t`,
    );
    for (const { row } of rows) {
      expect(row).not.toContain(token);
      expect(row).not.toContain(reset?.token);
    }
    const plain = sql(database.url, "UPDATE account SET password_hash = 'secret'");
    await expect(plain).rejects.toThrow('account_password_hash_check');
  });
});

describe('two browsers of one account', () => {
  test('are one visitor, also when both are first at once', async () => {
    const admin = await store.accounts.byEmail('root@example.org');
    if (admin === null) throw new Error('no admin');
    const made = await Promise.all([1, 2, 3].map(() => store.visitors.findOrCreateOfAccount(admin.view.id)));
    expect(new Set(made).size).toBe(1);
  });
});
