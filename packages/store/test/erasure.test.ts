/** What is erased is gone from every table, and nothing else is. */
import type { AccountId, VisitorId } from '@lockstep/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, openStore, type Postgres, type Store, type TestDatabase } from '../src/index.ts';
import { exercise, SLUG, sql, startTestServer } from './support.ts';

const HASH = '$argon2id$v=19$m=19456,p=1,t=2$aaaa$bbbb';
const DAY_MS = 24 * 3_600_000;
const MARK = 'the mark of ada';

let server: Postgres;
let database: TestDatabase;
let store: Store;
let clock = Date.now();
let admin: AccountId;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.destroy());
beforeEach(async () => {
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, now: () => new Date(clock) });
  await store.exercises.publish([exercise()]);
  const link = await store.accountLinks.firstAdmin();
  admin = await used(link?.token ?? '', 'root@example.org');
  return () => store.close();
});

async function used(token: string, email: string): Promise<AccountId> {
  const made = await store.accountLinks.use(token, { email, name: `Name of ${email}`, passwordHash: HASH });
  if (made.kind !== 'used') throw new Error(made.kind);
  return made.account.id;
}

/** Does everything that leaves something behind. */
async function busy(visitorId: VisitorId): Promise<void> {
  await store.drafts.save({ visitorId, slug: SLUG, source: MARK, follows: 0 });
  const made = await store.submissions.create({ visitorId, slug: SLUG, source: MARK, mode: 'full' });
  if (made.kind !== 'created') throw new Error(made.kind);
  await store.submissions.cancel(made.submission.id);
}

async function everything(): Promise<string> {
  const tables = await sql(database.url, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
  const rows = await Promise.all(
    tables.map(({ name }) => sql(database.url, `SELECT t::text AS row FROM "${String(name)}" t`)),
  );
  return JSON.stringify(rows);
}

describe('an account', () => {
  test('is erased with all that it left, and its name is nowhere any more', async () => {
    const link = await store.accountLinks.invite({ email: 'ada@example.org', role: 'candidate' }, admin);
    const ada = await used(link?.token ?? '', 'ada@example.org');
    await store.sessions.begin(ada, 'a browser');
    await store.apiTokens.make(ada, { name: 'nightly', scopes: ['read'], days: null });
    await busy(await store.visitors.findOrCreateOfAccount(ada));
    const other = await store.visitors.findOrCreateOfAccount(admin);
    await busy(other);
    const before = await store.audit.list({ limit: 100 });
    expect(await store.erasure.eraseAccount(ada, admin)).toEqual({ kind: 'erased' });
    expect(await everything()).not.toContain('ada@example.org');
    expect((await store.submissions.list({ visitorId: other })).kind).toBe('page');
    expect(await sql(database.url, 'SELECT source FROM submission')).toEqual([{ source: MARK }]);
    // That things were done stays, in their order.
    const after = await store.audit.list({ limit: 100 });
    expect(after?.items.slice(1).map(({ id, action }) => [id, action])).toEqual(
      before?.items.map(({ id, action }) => [id, action]),
    );
    expect(after?.items[0]).toMatchObject({ action: 'account-erased', actor: { id: admin } });
    // The address is free again.
    expect(await store.accountLinks.invite({ email: 'ada@example.org', role: 'candidate' }, admin)).not.toBeNull();
  });

  test('who is the last admin, or is being judged, is not', async () => {
    expect(await store.erasure.eraseAccount(admin, admin)).toEqual({ kind: 'last-admin' });
    const link = await store.accountLinks.invite({ email: 'ada@example.org', role: 'candidate' }, admin);
    const ada = await used(link?.token ?? '', 'ada@example.org');
    const visitorId = await store.visitors.findOrCreateOfAccount(ada);
    await store.submissions.create({ visitorId, slug: SLUG, source: MARK, mode: 'full' });
    expect(await store.erasure.eraseAccount(ada, admin)).toEqual({ kind: 'judging' });
    expect(await store.accounts.byEmail('ada@example.org')).not.toBeNull();
  });
});

describe('visitors without an account', () => {
  test('go when they were not here for so long; accounts, those who were here and what is judged stay', async () => {
    const old = await Promise.all(Array.from({ length: 60 }, (_, at) => store.visitors.findOrCreate(token(at))));
    await busy(old[0] as VisitorId);
    const waiting = old[1] as VisitorId;
    await store.submissions.create({ visitorId: waiting, slug: SLUG, source: '', mode: 'full' });
    await busy(await store.visitors.findOrCreateOfAccount(admin));
    clock += 31 * DAY_MS;
    const here = await store.visitors.findOrCreate(token(99));
    expect(await store.erasure.eraseVisitorsUnseenFor(30)).toBe(59);
    const left = await sql(database.url, 'SELECT id FROM visitor WHERE account_id IS NULL');
    expect(left.map(({ id }) => id).sort()).toEqual([waiting, here].sort());
    expect(await sql(database.url, 'SELECT count(*)::int AS drafts FROM draft')).toEqual([{ drafts: 1 }]);
    expect(await store.erasure.eraseVisitorsUnseenFor(30)).toBe(0);
    // It is a new visitor then.
    expect(await store.visitors.findOrCreate(token(0))).not.toBe(old[0]);
  });
});

/** As browsers have them: 32 bytes. */
function token(at: number): string {
  return Buffer.alloc(32, at).toString('base64url');
}
