/** Events of interviews on their way to webhooks: none is lost, none is told to who is not to know. */
import { type AccountId, WebhookEvent, type WebhookId, type WebhookRequest } from '@lockstep/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, openStore, type Postgres, type Store, type TestDatabase } from '../src/index.ts';
import { RETRY_AFTER_SECONDS } from '../src/webhooks/deliveries.ts';
import { firstAdmin, judge, MINUTES, seat } from './interviews.ts';
import { newVisitor, SLUG, sql, startTestServer, submit } from './support.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const GRACE_MS = 5_000;
const DOWN = { kind: 'failed', status: 503, error: 'It answered 503.' } as const;

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
  store = await openStore({ url: database.url, now: () => new Date(clock), prepare: false });
  admin = await firstAdmin(store);
  return () => store.close();
});

async function hook(changes: Partial<WebhookRequest> = {}) {
  const request = { url: 'https://hooks.example/in?key=s3cret', names: false, ...changes };
  const made = await store.webhooks.create(
    { events: ['submission.finished', 'interview.finished'], ...request },
    admin,
  );
  if (made.kind !== 'made') throw new Error(made.kind);
  return made;
}

/** All that waits to be sent, as a receiver would get it. */
async function told(): Promise<WebhookEvent[]> {
  const rows = await sql(database.url, 'SELECT body::text FROM webhook_delivery ORDER BY created_at, kind');
  return rows.map(({ body }) => WebhookEvent.parse(JSON.parse(String(body))));
}

/** The one delivery that is due. */
async function due() {
  const [claimed, ...more] = await store.deliveries.claim(10, []);
  expect(more).toEqual([]);
  if (claimed === undefined) throw new Error('nothing is due');
  return claimed;
}

async function only(webhook: WebhookId) {
  const page = await store.deliveries.list(webhook, { limit: 10 });
  if (page === null || page === 'bad-cursor') throw new Error('there is no such list');
  expect(page.items).toHaveLength(1);
  return page.items[0];
}

describe('an event', () => {
  test('is written with what it tells of: full submissions of sittings, and nobody’s practice', async () => {
    await hook();
    const { id: sitting, visitorId } = await seat(store, admin);
    const practice = await newVisitor(store);
    await judge(store, database.url, await submit(store, practice.id));
    await judge(store, database.url, await submit(store, visitorId, 'samples'));
    expect(await told()).toEqual([]);
    const accepted = await submit(store, visitorId);
    await judge(store, database.url, accepted);
    const cancelled = await submit(store, visitorId);
    await store.submissions.cancel(cancelled);
    await store.submissions.cancel(cancelled);
    const given = await submit(store, visitorId);
    await judge(store, database.url, given, 0);
    const events = await told();
    expect(events).toMatchObject([
      {
        type: 'submission.finished',
        data: {
          submission: { id: accepted, exercise: SLUG, attempt: 1, verdict: 'accepted', code: 'AC', claim: 'sampled' },
        },
      },
      { data: { submission: { id: cancelled, attempt: 2, state: 'cancelled', verdict: null, claim: null } } },
      { data: { submission: { id: given, attempt: 3, state: 'finished', verdict: 'judge-error' } } },
    ]);
    for (const { data } of events) expect(data).toMatchObject({ sitting: { id: sitting } });
    expect(JSON.stringify(events)).not.toMatch(/Ada|Backend|def count/);
  });

  test('of a sitting that is over comes once: finished, withdrawn, or the time is up; and again after more time', async () => {
    await hook();
    const [early, ended, late, never] = await Promise.all([
      seat(store, admin),
      seat(store, admin),
      seat(store, admin),
      seat(store, admin, { started: false }),
    ]);
    await judge(store, database.url, await submit(store, late.visitorId));
    await sql(database.url, 'DELETE FROM webhook_delivery');
    await store.sittings.finish(early.id);
    await store.sittings.finish(early.id);
    await store.sittings.withdraw(early.id, admin);
    await store.sittings.withdraw(ended.id, admin);
    clock += MINUTES * MINUTE_MS + GRACE_MS - 1;
    expect(await store.deliveries.tellOfTimeUp(GRACE_MS)).toBe(0);
    clock += 1;
    expect(await store.deliveries.tellOfTimeUp(GRACE_MS)).toBe(1);
    expect(await store.deliveries.tellOfTimeUp(GRACE_MS)).toBe(0);
    const reasons = async () =>
      (await told()).flatMap((event) =>
        event.type === 'interview.finished' ? [[event.data.sitting.id, event.data.reason]] : [],
      );
    expect(await reasons()).toEqual(
      expect.arrayContaining([
        [early.id, 'finished'],
        [ended.id, 'withdrawn'],
        [late.id, 'time-up'],
      ]),
    );
    expect(await reasons()).toHaveLength(3);
    expect((await told()).find(({ data }) => 'sitting' in data && data.sitting.id === late.id)?.data).toMatchObject({
      standings: [{ kind: 'exercise', slug: SLUG, tries: 1, verdict: 'accepted', right: null }],
    });
    await store.sittings.extend(late.id, 10, admin);
    clock += 10 * MINUTE_MS + GRACE_MS;
    expect(await store.deliveries.tellOfTimeUp(GRACE_MS)).toBe(1);
    await store.sittings.withdraw(never.id, admin);
    expect((await reasons()).slice(3)).toEqual([
      [late.id, 'time-up'],
      [never.id, 'withdrawn'],
    ]);
  });

  test('goes to who wants it, has names for who is to know them, and one id for all', async () => {
    const quiet = await hook({ events: ['submission.finished'] });
    const knowing = await hook({ names: true });
    const unknowing = await hook();
    const off = await hook();
    await store.webhooks.change(off.view.id, { on: false }, admin);
    const { id } = await seat(store, admin);
    await store.sittings.finish(id);
    const claimed = await store.deliveries.claim(10, []);
    const of = (webhook: WebhookId) => claimed.find((one) => one.webhook === webhook);
    expect(claimed).toHaveLength(2);
    expect(of(quiet.view.id)).toBeUndefined();
    expect(WebhookEvent.parse(JSON.parse(of(knowing.view.id)?.body ?? '')).data).toMatchObject({
      interview: { title: 'Backend' },
      sitting: { id, candidate: 'Ada' },
    });
    expect(of(unknowing.view.id)?.body).not.toMatch(/Ada|Backend/);
    expect(of(unknowing.view.id)?.event).toBe(of(knowing.view.id)?.event);
  });
});

describe('a delivery', () => {
  test('is claimed by one server at a time, and again when that one died; what came of the first try is late then', async () => {
    const { view } = await hook();
    await store.deliveries.test(view.id, admin);
    expect(await store.deliveries.claim(10, [view.id])).toEqual([]);
    const both = await Promise.all([store.deliveries.claim(10, []), store.deliveries.claim(10, [])]);
    const [first] = both.flat();
    expect(both.flat()).toHaveLength(1);
    expect(await store.deliveries.claim(10, [])).toEqual([]);
    clock += MINUTE_MS;
    const second = await due();
    expect(second).toMatchObject({ id: first?.id, event: first?.event, body: first?.body, attempt: 2 });
    if (first !== undefined) await store.deliveries.settle(first, DOWN);
    expect(await only(view.id)).toMatchObject({ state: 'waiting', lastError: null });
    await store.deliveries.settle(second, { kind: 'delivered', status: 204 });
    expect(await only(view.id)).toMatchObject({ state: 'delivered', lastStatus: 204, nextAt: null });
  });

  test('that fails is tried again and again over a day, then failed; by hand it is sent once more', async () => {
    const { view } = await hook();
    await store.deliveries.test(view.id, admin);
    for (const seconds of RETRY_AFTER_SECONDS) {
      await store.deliveries.settle(await due(), DOWN);
      clock += seconds * 1_000 - 1;
      expect(await store.deliveries.claim(10, [])).toEqual([]);
      clock += 1;
    }
    expect(await only(view.id)).toMatchObject({ state: 'waiting', attempts: 7, lastStatus: 503 });
    await store.deliveries.settle(await due(), { kind: 'failed', status: null, error: 'No answer.' });
    const failed = await only(view.id);
    expect(failed).toMatchObject({ state: 'failed', attempts: 8, lastStatus: null, lastError: 'No answer.' });
    if (failed === undefined) return;
    expect(await store.deliveries.again(failed.id, admin)).toMatchObject({ kind: 'queued' });
    await store.deliveries.settle(await due(), { kind: 'delivered', status: 200 });
    expect(await only(view.id)).toMatchObject({ id: failed.id, event: failed.event, state: 'delivered', attempts: 1 });
    clock += 31 * DAY_MS;
    expect(await store.deliveries.forget()).toBe(1);
  });

  test('stands in a list of pages, newest first', async () => {
    const { view } = await hook();
    const made: string[] = [];
    for (let n = 0; n < 5; n++) {
      clock += 1;
      const asked = await store.deliveries.test(view.id, admin);
      if (asked.kind === 'queued') made.unshift(asked.delivery.id);
    }
    const read: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await store.deliveries.list(view.id, { limit: 2, cursor });
      if (page === null || page === 'bad-cursor') throw new Error('no page');
      read.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(read).toEqual(made);
    expect(await store.deliveries.list(view.id, { limit: 2, cursor: 'nonsense' })).toBe('bad-cursor');
  });
});

describe('a webhook', () => {
  test('that nothing reached for three days is switched off and says so; what waited goes on when it is on again', async () => {
    const { view } = await hook();
    const at = async () => (await store.webhooks.list())[0];
    await store.deliveries.test(view.id, admin);
    await store.deliveries.settle(await due(), DOWN);
    const since = new Date(clock).toISOString();
    expect(await at()).toMatchObject({ off: null, failingSince: since, waiting: 1 });
    clock += 3 * DAY_MS - 1;
    await store.deliveries.settle(await due(), DOWN);
    expect((await at())?.off).toBeNull();
    clock += 5 * MINUTE_MS;
    await store.deliveries.settle(await due(), DOWN);
    expect(await at()).toMatchObject({ off: { why: 'failing' }, failingSince: since, waiting: 1 });
    expect((await store.audit.list({ limit: 1 }))?.items).toMatchObject([
      { action: 'webhook-switched-off', actor: null, subject: `hooks.example (${view.id})` },
    ]);
    clock += DAY_MS;
    expect(await store.deliveries.claim(10, [])).toEqual([]);
    expect(await store.deliveries.test(view.id, admin)).toEqual({ kind: 'off' });
    expect(await store.webhooks.change(view.id, { on: true }, admin)).toMatchObject({ off: null, failingSince: null });
    await store.deliveries.settle(await due(), { kind: 'delivered', status: 200 });
    expect(await at()).toMatchObject({
      waiting: 0,
      failingSince: null,
      lastDeliveredAt: new Date(clock).toISOString(),
    });
  });

  test('has a secret that is shown once; a new one signs with the old one beside it for a day', async () => {
    const made = await hook();
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(await store.webhooks.list())).not.toContain(made.secret);
    const renewed = await store.webhooks.rotate(made.view.id, admin);
    const bytes = [renewed?.secret, made.secret].map((text) => Buffer.from(text?.slice(6) ?? '', 'base64'));
    await store.deliveries.test(made.view.id, admin);
    expect((await due()).secrets.map((secret) => Buffer.from(secret))).toEqual(bytes);
    clock += DAY_MS;
    expect((await due()).secrets.map((secret) => Buffer.from(secret))).toEqual(bytes.slice(0, 1));
    expect(await store.webhooks.list()).toMatchObject([{ earlierSecretUntil: null }]);
  });

  test('is deleted with what it was sent; who wrote what is in the log, without what stands in its address', async () => {
    const { view } = await hook();
    await store.deliveries.test(view.id, admin);
    await store.webhooks.change(view.id, { names: true }, admin);
    const claimed = await due();
    expect(await store.webhooks.delete(view.id, admin)).toBe(true);
    await store.deliveries.settle(claimed, DOWN);
    expect(await store.webhooks.delete(view.id, admin)).toBe(false);
    expect(await sql(database.url, 'SELECT id FROM webhook_delivery')).toEqual([]);
    const log = (await store.audit.list({ limit: 4 }))?.items ?? [];
    expect(log.map(({ action }) => action)).toEqual([
      'webhook-deleted',
      'webhook-changed',
      'webhook-tested',
      'webhook-made',
    ]);
    expect(JSON.stringify(log)).not.toContain('s3cret');
  });
});
