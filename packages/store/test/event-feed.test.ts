import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestDatabase,
  type EventFeed,
  type FeedNotice,
  openEventFeed,
  openStore,
  type Postgres,
  type Store,
  StoreUnavailable,
  type TestDatabase,
} from '../src/index.ts';
import { furnish, signalled, sql, startTestServer, submit } from './support.ts';

let server: Postgres;
let database: TestDatabase;
let store: Store;
let feed: EventFeed;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.destroy());

beforeEach(async () => {
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, prepare: false });
  feed = await openEventFeed({ url: database.url });
});

afterEach(async () => {
  await feed.close();
  await store.close();
  await database.drop();
});

/** The next notice of that kind. */
function next(kind: FeedNotice['kind']): Promise<FeedNotice> {
  const { promise, resolve } = signalled<FeedNotice>();
  const end = feed.subscribe((notice) => {
    if (notice.kind !== kind) return;
    end();
    resolve(notice);
  });
  return promise;
}

describe('the event feed', () => {
  test('says which submission has events, up to which number', async () => {
    const visitor = await furnish(store);
    const notice = next('event');
    const submission = await submit(store, visitor);
    expect(await notice).toEqual({ kind: 'event', submission, seq: 1 });
  });

  test('says nothing of a transaction that was rolled back', async () => {
    const visitor = await furnish(store);
    const notices: FeedNotice[] = [];
    feed.subscribe((notice) => notices.push(notice));
    await sql(
      database.url,
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$",
    );
    await sql(database.url, 'CREATE TRIGGER refuse BEFORE INSERT ON pgboss.job FOR EACH ROW EXECUTE FUNCTION refuse()');
    await expect(submit(store, visitor)).rejects.toThrow(/refused/);
    await sql(database.url, 'DROP TRIGGER refuse ON pgboss.job');
    const notice = next('event');
    const submission = await submit(store, visitor);
    expect(await notice).toMatchObject({ submission });
    expect(notices).toEqual([{ kind: 'event', submission, seq: 1 }]);
  });

  test('connects again when its connection breaks, and tells everybody to read again', async () => {
    const visitor = await furnish(store);
    for (let round = 0; round < 3; round++) {
      const reconnected = next('reconnected');
      await sql(
        database.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lockstep feed'",
      );
      await reconnected;
      const notice = next('event');
      const submission = await submit(store, visitor);
      expect(await notice).toEqual({ kind: 'event', submission, seq: 1 });
    }
  });

  test('goes on when a listener fails', async () => {
    const visitor = await furnish(store);
    feed.subscribe(() => {
      throw new Error('a listener');
    });
    const notice = next('event');
    await submit(store, visitor);
    expect((await notice).kind).toBe('event');
  });

  test('cannot be opened without a database', async () => {
    await expect(openEventFeed({ url: 'postgresql://lockstep:x@127.0.0.1:1/none' })).rejects.toThrow(StoreUnavailable);
  });
});
