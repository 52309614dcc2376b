/** What is erased is gone from every table, and nothing else is. */
import { type AccountId, InterviewSettings, type VisitorId } from '@lockstep/protocol';
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

test('a sitting that is deleted takes along what was submitted, found and searched, and all that reviewers wrote', async () => {
  const settings = InterviewSettings.parse({
    ...{ title: 'Round', items: [{ kind: 'exercise', slug: SLUG }], minutes: 60, opensAt: null, closesAt: null },
    ...{ submissions: null, feedback: 'findings', instructions: '' },
  });
  const interview = await store.interviews.create(settings, admin);
  const made = await store.sittings.create(interview, 'Ada of the mark', admin);
  if (typeof made === 'string') throw new Error(made);
  await store.sittings.start(made.id);
  const { visitorId } = (await store.sittings.get(made.id)) ?? {};
  if (visitorId === undefined) throw new Error('the sitting is gone');
  const created = await store.submissions.create({ visitorId, slug: SLUG, source: MARK, mode: 'full' });
  if (created.kind !== 'created') throw new Error(created.kind);
  const place = { submission: created.submission.id, line: 1, atMs: null, slug: null };
  await store.notes.make(made.id, { text: MARK, ...place }, admin);
  await store.assessments.save(made.id, { follows: 0, scores: {}, decision: 'yes', summary: MARK }, admin);
  await store.outcomes.decide(made.id, { follows: 0, decision: 'hold', reason: MARK }, admin);
  expect((await everything()).split(MARK)).toHaveLength(5);
  await sql(database.url, 'DELETE FROM sitting');
  expect(await everything()).not.toContain(MARK);
  const tables = ['submission', 'submission_event', 'submission_search', 'note', 'assessment', 'sitting_outcome'];
  const counts = tables.map((table) => `(SELECT count(*)::int FROM ${table})`).join(' + ');
  expect(await sql(database.url, `SELECT ${counts} AS rows`)).toEqual([{ rows: 0 }]);
});

/** As browsers have them: 32 bytes. */
function token(at: number): string {
  return Buffer.alloc(32, at).toString('base64url');
}
