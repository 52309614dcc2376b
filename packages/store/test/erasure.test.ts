/** What is erased is gone from every table, and nothing else is. */
import { type AccountId, SittingId, type VisitorId } from '@lockstep/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, openStore, type Postgres, type Store, type TestDatabase } from '../src/index.ts';
import { firstAdmin, judge, MINUTES, type Seat, seat, used } from './interviews.ts';
import { exercise, SLUG, sql, startTestServer, submit } from './support.ts';

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
  admin = await firstAdmin(store);
  return () => store.close();
});

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
    const ada = await used(store, link?.token ?? '', 'ada@example.org');
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
    const ada = await used(store, link?.token ?? '', 'ada@example.org');
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

describe('a candidate of an interview', () => {
  /** Leaves something in every table that has something of candidates. */
  async function sat(): Promise<Seat> {
    const webhook = { url: 'https://hooks.example/', events: ['submission.finished' as const], names: true };
    await store.webhooks.create(webhook, admin);
    const ada = await seat(store, admin, { candidate: MARK });
    await store.drafts.save({ visitorId: ada.visitorId, slug: SLUG, source: MARK, follows: 0 });
    const submission = await submit(store, ada.visitorId);
    await judge(store, database.url, submission);
    await store.notes.make(ada.id, { text: MARK, submission, line: 1, atMs: null, slug: null }, admin);
    await store.assessments.save(ada.id, { follows: 0, scores: {}, decision: 'yes', summary: MARK }, admin);
    await store.outcomes.decide(ada.id, { follows: 0, decision: 'hold', reason: MARK }, admin);
    await sql(
      database.url,
      `WITH code AS (INSERT INTO live_code VALUES ($1, $2, 1, now(), 1, 1) RETURNING sitting_id, slug),
        moment AS (INSERT INTO sitting_moment (sitting_id, at, delayed, kind, content)
          SELECT sitting_id, now(), false, 'pasted', json_build_object('text', $3::text) FROM code)
       INSERT INTO typing SELECT sitting_id, slug, 1, now(), false, NULL, false, 'a change' FROM code`,
      [ada.id, SLUG, MARK],
    );
    await store.sittings.finish(ada.id);
    await store.sittings.keepLate(ada.id, SLUG, MARK);
    expect(await sql(database.url, 'SELECT count(*)::int AS told FROM webhook_delivery')).toEqual([{ told: 1 }]);
    return ada;
  }

  test('is erased on request: code, answers, name and what webhooks were sent; that there was one stays', async () => {
    const ada = await sat();
    const other = await seat(store, admin, { candidate: 'Grace' });
    await sql(database.url, `INSERT INTO audit_entry (action, subject) VALUES ('sitting-made', $1)`, [MARK]);
    expect(await everything()).toContain(MARK);
    expect(await store.erasure.eraseSitting(ada.id, admin)).toBe('erased');
    const left = await everything();
    for (const trace of [MARK, ada.visitorId, 'def count(n): return']) expect(left).not.toContain(trace);
    expect(left).toContain('Grace');
    const tables = [
      'submission',
      'submission_search',
      'note',
      'assessment',
      'sitting_outcome',
      'live_code',
      'typing',
      'sitting_moment',
    ];
    const counts = tables.map((table) => `(SELECT count(*)::int FROM ${table})`).join(' + ');
    expect(await sql(database.url, `SELECT ${counts} AS rows`)).toEqual([{ rows: 0 }]);
    expect(await store.sittings.find(ada.token)).toBeNull();
    expect(await store.sittings.get(ada.id)).toMatchObject({ state: 'erased', candidate: 'Erased', late: [] });
    expect((await store.interviews.list({ limit: 10 }))?.items.map(({ sittings }) => sittings)).toEqual(
      expect.arrayContaining([{ waiting: 0, running: 0, over: 0, withdrawn: 0, erased: 1 }]),
    );
    expect((await store.audit.list({ limit: 1 }))?.items).toMatchObject([
      { action: 'sitting-erased', subject: ada.id, actor: { id: admin } },
    ]);
    // Nothing can be done with it any more, and erasing it again changes nothing.
    expect(await store.sittings.renew(ada.id, admin)).toBeNull();
    expect(await store.sittings.withdraw(ada.id, admin)).toBe(false);
    expect(await store.sittings.extend(ada.id, 5, admin)).toBe(false);
    await store.sittings.keepLate(ada.id, SLUG, MARK);
    expect(await store.erasure.eraseSitting(ada.id, admin)).toBe('erased');
    expect(await everything()).toBe(left);
    expect((await store.sittings.get(other.id))?.state).toBe('running');
  });

  test('who sits the interview, or is being judged, is not', async () => {
    const { id, visitorId } = await seat(store, admin);
    expect(await store.erasure.eraseSitting(id, admin)).toBe('running');
    await submit(store, visitorId);
    await store.sittings.finish(id);
    expect(await store.erasure.eraseSitting(id, admin)).toBe('judging');
    expect(await store.erasure.eraseSitting(SittingId.parse(crypto.randomUUID()), admin)).toBe('unknown');
  });

  test('goes some days after the end, or after the last moment in which it could have begun', async () => {
    const closesAt = new Date(clock + 20 * DAY_MS).toISOString();
    const finished = await seat(store, admin);
    await store.sittings.finish(finished.id);
    const [never, window] = [
      await seat(store, admin, { started: false }),
      await seat(store, admin, { started: false, closesAt }),
    ];
    clock += 5 * DAY_MS;
    const later = await seat(store, admin);
    clock += MINUTES * 60_000 + 6_000;
    await store.deliveries.tellOfTimeUp(0);
    const gone = async () => {
      const seats = { finished, never, window, later };
      const states = await Promise.all(
        Object.entries(seats).map(async ([name, { id }]) => [name, (await store.sittings.get(id))?.state] as const),
      );
      return states.filter(([, state]) => state === 'erased').map(([name]) => name);
    };
    expect(await store.erasure.eraseSittingsOverFor(10)).toBe(0);
    clock += 6 * DAY_MS;
    expect(await store.erasure.eraseSittingsOverFor(10)).toBe(2);
    expect(await gone()).toEqual(['finished', 'never']);
    clock += 19 * DAY_MS;
    expect(await store.erasure.eraseSittingsOverFor(10)).toBe(2);
    expect(await store.erasure.eraseSittingsOverFor(10)).toBe(0);
    expect((await store.audit.list({ limit: 1 }))?.items).toMatchObject([{ action: 'sitting-erased', actor: null }]);
  });
});

/** As browsers have them: 32 bytes. */
function token(at: number): string {
  return Buffer.alloc(32, at).toString('base64url');
}
