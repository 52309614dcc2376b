/** The log of what is typed, and moments: gapless, told of, bounded, gone with their sitting. */
import { type AccountId, LIVE_CODE_LIMITS, type SittingId, Slug } from '@lockstep/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CodeKey,
  createTestDatabase,
  type EventFeed,
  type FeedNotice,
  type NewChange,
  openEventFeed,
  openStore,
  type Postgres,
  type Store,
  type TestDatabase,
} from '../src/index.ts';
import { exercise, SLUG, sql, startTestServer, until, upTo } from './support.ts';

const START = Date.parse('2027-01-01T09:00:00.000Z');
const OTHER = Slug.parse('other-exercise');

let server: Postgres;
let database: TestDatabase;
let store: Store;
let feed: EventFeed;
const clock = START;
let account: AccountId;

beforeAll(async () => {
  server = await startTestServer();
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, prepare: false, now: () => new Date(clock) });
  feed = await openEventFeed({ url: database.url });
  await store.exercises.publish([exercise(), exercise({ slug: OTHER, digest: 'b'.repeat(64) })]);
  const link = await store.accountLinks.firstAdmin();
  const used = await store.accountLinks.use(link?.token ?? '', {
    email: 'root@example.org',
    name: 'Root',
    passwordHash: '$argon2id$v=19$m=19456,p=1,t=2$aaaa$bbbb',
  });
  if (used.kind !== 'used') throw new Error(used.kind);
  account = used.account.id;
});
afterAll(async () => {
  await feed.close();
  await store.close();
  await server.destroy();
});

/** A sitting whose clock goes. */
async function sitting(): Promise<SittingId> {
  const interview = await store.interviews.create(
    {
      title: 'Typing',
      items: [SLUG, OTHER].map((slug) => ({ kind: 'exercise', slug })),
      minutes: 60,
      opensAt: null,
      closesAt: null,
      submissions: null,
      feedback: 'findings',
      writeAlong: false,
      instructions: '',
    },
    account,
  );
  const made = await store.sittings.create(interview, 'Ada', account);
  if (typeof made === 'string') throw new Error(made);
  expect((await store.sittings.start(made.id)).kind).toBe('started');
  return made.id;
}

async function begun(slug = SLUG): Promise<CodeKey> {
  const key = { sitting: await sitting(), slug };
  expect(await store.liveCodes.begin(key, { update: bytes('start'), at: new Date(clock) })).toBe(true);
  return key;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function change(text: string, changes: Partial<NewChange> = {}): NewChange {
  return { at: new Date(clock), delayed: false, author: null, paste: false, update: bytes(text), ...changes };
}

async function texts(key: CodeKey): Promise<string[]> {
  return (await store.liveCodes.after(key, 0)).map(({ update }) => new TextDecoder().decode(update));
}

test('a log is begun once, and everything about a change comes back', async () => {
  const key = await begun();
  expect(await store.liveCodes.begin(key, { update: bytes('another start'), at: new Date(clock) })).toBe(false);
  const [stored] = await store.liveCodes.append([
    { key, changes: [change('a', { author: account, paste: true, delayed: true })] },
  ]);
  expect(stored).toMatchObject({ kind: 'stored', before: 1, head: { lastSeq: 2 } });
  expect(await texts(key)).toEqual(['start', 'a']);
  expect((await store.liveCodes.after(key, 1))[0]).toMatchObject({
    ...{ seq: 2, author: account, paste: true, delayed: true },
  });
  const head = await store.liveCodes.head(key);
  expect(head).toMatchObject({ lastSeq: 2 });
  const whole = await store.liveCodes.stretch(key, null);
  expect(whole?.head).toEqual(head);
  expect(whole?.changes.map(({ author, update }) => [author, new TextDecoder().decode(update)])).toEqual([
    [null, 'start'],
    [account, 'a'],
  ]);
  expect(await store.liveCodes.stretch(key, head)).toBeNull();
});

test('several writers at once leave no gap, and each batch stands together', async () => {
  const [one, two] = [await begun(), await begun(OTHER)];
  const writers = Array.from({ length: 8 }, (_, writer) => {
    // Half of them name the logs the other way round.
    const keys = writer % 2 === 0 ? [one, two] : [two, one];
    return store.liveCodes.append(keys.map((key) => ({ key, changes: [change(`${writer}a`), change(`${writer}b`)] })));
  });
  await Promise.all(writers);
  for (const key of [one, two]) {
    expect((await store.liveCodes.after(key, 0)).map(({ seq }) => seq)).toEqual(upTo(17));
    const pairs = (await texts(key)).slice(1).join(' ');
    expect(pairs).toMatch(/^(?:(\d)a \1b ?){8}$/);
  }
});

test('no change is stored with an earlier time than the one before it', async () => {
  const key = await begun();
  const at = (ms: number) => new Date(clock + ms);
  await store.liveCodes.append([{ key, changes: [change('a', { at: at(500) }), change('b', { at: at(200) })] }]);
  await store.liveCodes.append([{ key, changes: [change('c', { at: at(-9_000) }), change('d', { at: at(600) })] }]);
  const times = (await store.liveCodes.after(key, 1)).map((row) => row.at.getTime() - clock);
  expect(times).toEqual([500, 500, 500, 600]);
});

test('a log that would be too long takes nothing, others of the same batch do', async () => {
  const [full, other] = [await begun(), await begun()];
  const long = change('', { update: new Uint8Array(LIVE_CODE_LIMITS.logBytes) });
  const lines = change('', { update: new Uint8Array(200).fill(77) });
  const gone = { sitting: full.sitting, slug: OTHER };
  const answers = await store.liveCodes.append([
    { key: full, changes: [long] },
    { key: other, changes: [change('a'), lines] },
    { key: gone, changes: [change('a')] },
  ]);
  expect(answers.map(({ kind }) => kind)).toEqual(['full', 'stored', 'gone']);
  expect(await texts(full)).toEqual(['start']);
  expect(await texts(other)).toEqual(['start', 'a', 'M'.repeat(200)]);
  // PostgreSQL breaks long base64 into lines.
  expect((await store.liveCodes.stretch(other, null))?.changes[2]?.update).toEqual(Buffer.alloc(200, 77));
});

test('a draft follows its log, forwards only', async () => {
  const key = await begun();
  const row = await store.sittings.get(key.sitting);
  if (row === null) throw new Error('no sitting');
  const { visitorId } = row;
  await store.liveCodes.append([{ key, changes: [change('a'), change('b')] }]);
  expect(await store.liveCodes.behind(key.sitting)).toEqual([{ slug: SLUG, lastSeq: 3 }]);
  const save = (seq: number, source: string) => store.liveCodes.saveDrafts([{ ...key, visitorId, seq, source }]);
  await save(3, 'newest');
  await save(2, 'older');
  expect(await store.liveCodes.behind(key.sitting)).toEqual([]);
  expect(await store.drafts.find(visitorId, SLUG)).toMatchObject({ source: 'newest', version: 1 });
});

test('moments are kept in order up to a bound', async () => {
  const id = await sitting();
  const at = new Date(clock);
  await store.moments.add(id, { kind: 'away', at, delayed: true });
  await store.moments.add(id, { kind: 'pointed', at, delayed: false, slug: SLUG, by: account, line: 3 });
  const [first, second, ...more] = await store.moments.after(id, 0);
  expect(first).toMatchObject({ kind: 'away', delayed: true, at: at.toISOString() });
  expect(second).toMatchObject({ kind: 'pointed', slug: SLUG, by: account, line: 3 });
  expect(more).toEqual([]);
  expect(await store.moments.after(id, first?.id ?? 0)).toEqual([second]);
  expect(await store.moments.last(id)).toBe(second?.id);
  await sql(
    database.url,
    `INSERT INTO sitting_moment (sitting_id, at, delayed, kind, content)
     SELECT $1, now(), false, 'back', '{}' FROM generate_series(1, $2::int)`,
    [id, LIVE_CODE_LIMITS.moments - 2],
  );
  expect(await store.moments.add(id, { kind: 'away', at, delayed: false })).toBe(false);
  expect(await store.moments.isFull(id)).toBe(true);
});

test('the feed says what was typed, and that the clock, the link or the moments of a sitting are others', async () => {
  const notices: FeedNotice[] = [];
  const end = feed.subscribe((notice) => notices.push(notice));
  const key = await begun();
  const { sitting: id } = key;
  const told = (kind: FeedNotice['kind']) =>
    notices.filter((notice) => notice.kind === kind && 'sitting' in notice && notice.sitting === id);
  await store.liveCodes.append([{ key, changes: [change('a'), change('b')] }]);
  await until(() => told('typing').length === 1);
  expect(told('typing')).toEqual([{ kind: 'typing', sitting: id, slug: SLUG, seq: 3 }]);
  const times = [
    () => store.sittings.extend(id, 5, account),
    () => store.moments.add(id, { kind: 'away', at: new Date(clock), delayed: false }),
    () => store.sittings.renew(id, account),
    () => store.sittings.finish(id),
    () => store.sittings.withdraw(id, account),
  ];
  // The start told it first.
  for (const [index, change] of times.entries()) {
    await change();
    await until(() => told('sitting').length === index + 2);
  }
  end();
});

test('what was typed and what happened go with the sitting', async () => {
  const key = await begun();
  await store.liveCodes.append([{ key, changes: [change('the mark of ada', { author: account })] }]);
  await store.moments.add(key.sitting, { kind: 'away', at: new Date(clock), delayed: false });
  await sql(database.url, 'DELETE FROM sitting WHERE id = $1', [key.sitting]);
  expect(await store.liveCodes.head(key)).toBeNull();
  expect(await texts(key)).toEqual([]);
  expect(await store.moments.after(key.sitting, 0)).toEqual([]);
});
