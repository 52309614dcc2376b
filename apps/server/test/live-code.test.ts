/** Typing together in a sitting, over real sockets: texts agree, and nothing typed is lost, whatever breaks. */
import { LIVE_CODE_CLOSE } from '@lockstep/protocol';
import { type EventFeed, type FeedNotice, type Store, StoreUnavailable } from '@lockstep/store';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { draft, refusal } from './interview-bench.ts';
import { type LiveCodeBench, MINUTE_MS, openLiveCodeBench } from './live-code-bench.ts';
import { agree, fromBase64, type LiveClient, SLUG } from './live-code-client.ts';

const STARTER = 'def count(n):\n    return n\n';

let bench: LiveCodeBench;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  bench = await openLiveCodeBench();
});
afterEach(async () => {
  bench.dropAll();
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => bench.close());

async function anotherServer(changed?: Parameters<LiveCodeBench['anotherServer']>[0]) {
  const other = await bench.anotherServer(changed);
  closers.push(other.close);
  return other;
}

/** The text that the log makes. */
function replayed(log: readonly { readonly update: string }[]): string {
  const doc = new Y.Doc();
  for (const { update } of log) Y.applyUpdate(doc, fromBase64(update));
  return doc.getText('source').toString();
}

describe('people who type at once', () => {
  it('have one text in the end, which is the log, the draft and what the candidate is shown', async () => {
    const { candidate, watcher, log, work, browser } = await bench.sitting({ writeAlong: true });
    const [ada, second, grace] = [candidate(), candidate(), watcher()];
    const all = [ada, second, grace];
    for (const one of all) await one.join();
    expect(all.map(({ text }) => text)).toEqual([STARTER, STARTER, STARTER]);
    for (let round = 0; round < 10; round++) {
      ada.insert(0, `a${round} `);
      second.insert(second.text.length, `# b${round}\n`);
      grace.edit((source) => source.delete(3, 1));
    }
    for (const one of all) await one.kept();
    const text = await agree(...all);
    expect(text.match(/# b\d\n/g)).toHaveLength(10);
    const rows = await log();
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    expect(replayed(rows)).toBe(text);
    expect(new Set(rows.map(({ by }) => by))).toEqual(new Set([null, 'candidate', grace.last('here')?.you]));
    expect((await work()).drafts).toMatchObject([{ slug: SLUG, source: text }]);
    expect((await browser.request({ url: `/api/exercises/${SLUG}/draft` })).json().source).toBe(text);
  });

  it('on two servers see one another’s code', async () => {
    const { candidate, watcher } = await bench.sitting({ writeAlong: true });
    const other = await anotherServer();
    const [ada, grace] = [candidate(), watcher()];
    await Promise.all([ada.join(), grace.join(SLUG, other.address)]);
    for (let round = 0; round < 20; round++) {
      ada.insert(0, 'a');
      grace.insert(grace.text.length, 'g');
    }
    await Promise.all([ada.kept(), grace.kept()]);
    expect(await agree(ada, grace)).toBe(`${'a'.repeat(20)}${STARTER}${'g'.repeat(20)}`);
  });
});

describe('a server whose notices were lost', () => {
  it('reads what it missed once it hears again: code, clock and moments', async () => {
    const { id, candidate, watcher, moments } = await bench.sitting();
    const listeners = new Set<(notice: FeedNotice) => void>();
    const deaf: EventFeed = {
      connected: true,
      close: async () => {},
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const other = await anotherServer({ feed: () => deaf });
    const [ada, grace] = [await candidate().join(), await watcher().join(SLUG, other.address)];
    const endsAt = grace.last('clock')?.endsAt;
    ada.insert(0, 'unheard ');
    await ada.kept();
    const more = { method: 'POST', url: `/api/sittings/${id}/extra-time`, payload: { minutes: 10 } } as const;
    await bench.interviewer.request(more);
    ada.send({ kind: 'away', away: true, agoMs: 0 });
    await vi.waitUntil(async () => (await moments()).some(({ kind }) => kind === 'away'), { timeout: 50_000 });
    expect([grace.text, grace.last('clock')?.endsAt]).toEqual([STARTER, endsAt]);
    for (const listener of listeners) listener({ kind: 'reconnected' });
    expect(await agree(ada, grace)).toBe(`unheard ${STARTER}`);
    await grace.until(() => grace.last('clock')?.endsAt !== endsAt);
    await grace.until(() => grace.all('moment').some(({ moment }) => moment.kind === 'away'));
  });
});

describe('a connection that breaks', () => {
  it('loses nothing that was typed meanwhile, and it is known when that was', async () => {
    const { candidate, watcher, log } = await bench.sitting();
    const [ada, grace] = [candidate(), watcher()];
    await Promise.all([ada.join(), grace.join()]);
    ada.insert(0, 'before ');
    await ada.kept();
    ada.drop();
    const begin = bench.clock.ms;
    for (let minute = 1; minute <= 10; minute++) {
      bench.clock.ms = begin + minute * MINUTE_MS;
      ada.insert(0, `${minute} `);
    }
    await ada.join();
    await ada.kept();
    expect(await agree(ada, grace)).toBe(`10 9 8 7 6 5 4 3 2 1 before ${STARTER}`);
    const rows = (await log()).slice(2);
    expect(rows.map(({ at }) => (Date.parse(at) - begin) / MINUTE_MS)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    // The last one was typed just now.
    expect(rows.map(({ delayed }) => delayed)).toEqual([...Array<boolean>(9).fill(true), false]);
  });

  it('stores nothing twice that is sent twice', async () => {
    const { candidate, log } = await bench.sitting();
    const ada = await candidate().join();
    ada.insert(0, 'once ');
    await ada.kept();
    const whole = Y.encodeStateAsUpdate(ada.doc);
    await ada.join();
    const number = ada.sendChange(whole);
    await ada.until(() => ada.last('kept')?.number === number);
    expect(await log()).toHaveLength(2);
  });

  it('because the server was restarted goes on with the next one', async () => {
    const { candidate, watcher, work } = await bench.sitting();
    const first = await anotherServer();
    const [ada, grace] = [candidate(), watcher()];
    await Promise.all([ada.join(SLUG, first.address), grace.join(SLUG, first.address)]);
    ada.insert(0, 'kept ');
    await ada.kept();
    ada.insert(0, 'under way ');
    await first.close();
    await Promise.all([ada.closed, grace.closed]);
    ada.insert(0, 'meanwhile ');
    const second = await anotherServer();
    await Promise.all([ada.join(SLUG, second.address), grace.join(SLUG, second.address)]);
    await ada.kept();
    expect(await agree(ada, grace)).toBe(`meanwhile under way kept ${STARTER}`);
    expect((await work()).drafts[0]?.source).toBe(ada.text);
  });

  it('is asked for when storing fails, and what was shown is stored after all', async () => {
    const { candidate, watcher, log } = await bench.sitting();
    let fails = true;
    const append = ({ liveCodes }: Store): Store['liveCodes']['append'] => {
      return (batches) => (fails ? Promise.reject(new StoreUnavailable('no database')) : liveCodes.append(batches));
    };
    const other = await anotherServer({
      store: (store) => ({ ...store, liveCodes: { ...store.liveCodes, append: append(store) } }),
    });
    const [ada, grace] = [candidate(), watcher()];
    await Promise.all([ada.join(SLUG, other.address), grace.join(SLUG, other.address)]);
    ada.insert(0, 'shown ');
    expect(await Promise.all([ada.closed, grace.closed])).toEqual([LIVE_CODE_CLOSE.tryAgain, LIVE_CODE_CLOSE.tryAgain]);
    expect([grace.text, ada.unkept]).toEqual([`shown ${STARTER}`, 1]);
    expect(await log()).toHaveLength(1);
    fails = false;
    await Promise.all([ada.join(SLUG, other.address), grace.join(SLUG, other.address)]);
    await ada.kept();
    expect(await agree(ada, grace)).toBe(`shown ${STARTER}`);
    expect(await log()).toHaveLength(2);
  });
});

describe('a log that is full', () => {
  it('takes no more, by whatever way it comes, and says that submitting still works', async () => {
    const { id, candidate, browser, log } = await bench.sitting();
    const ada = await candidate().join();
    ada.insert(0, `# ${'x'.repeat(60_000)}\n`);
    await ada.kept();
    const [change] = (await log()).slice(1);
    ada.drop();
    // The same again and again adds nothing to the text, and much to the log.
    const again = {
      ...{ at: bench.now(), delayed: false, author: null, paste: false },
      update: fromBase64(change?.update ?? ''),
    };
    const changes = Array.from({ length: 137 }, () => again);
    const [stored] = await bench.server.store.liveCodes.append([{ key: { sitting: id, slug: SLUG }, changes }]);
    expect(stored?.kind).toBe('stored');
    await ada.join();
    ada.insert(0, 'y');
    await ada.until(() => ada.last('refused') !== undefined);
    expect(ada.last('refused')).toMatchObject({ reason: 'full' });
    expect(ada.last('refused')?.detail).toContain('What you submit still counts');
    const { version } = (await browser.request({ url: `/api/exercises/${SLUG}/draft` })).json();
    expect(refusal(await draft(browser, 'z', version), 409)).toContain('no more is kept');
    expect((await browser.submit('z')).statusCode).toBe(201);
  });
});

describe('what comes after the end', () => {
  it('is refused, can be read on, and its text is kept as a late draft', async () => {
    const { candidate, browser, work, log } = await bench.sitting({ minutes: 60 });
    const ada = await candidate().join();
    ada.insert(0, 'in time ');
    await ada.kept();
    bench.clock.ms += 60 * MINUTE_MS + 4_000;
    ada.insert(0, 'on its way ');
    await ada.kept();
    bench.clock.ms += 2_000;
    ada.insert(0, 'too late ');
    await ada.until(() => ada.last('refused') !== undefined);
    expect(ada.last('refused')).toMatchObject({ reason: 'late', number: 3 });
    expect(ada.last('refused')?.detail).toContain('The time of this interview is up');
    refusal(await draft(browser, ada.text, 0), 403);
    expect(await work()).toMatchObject({
      drafts: [{ source: `on its way in time ${STARTER}` }],
      late: [{ source: `too late on its way in time ${STARTER}` }],
    });
    expect(await log()).toHaveLength(3);
    const reader: LiveClient = await candidate().join();
    expect(reader.text).toBe(`on its way in time ${STARTER}`);
    expect(reader.last('clock')).toMatchObject({ state: 'over', mayType: false });
  });
});

describe('a whole text from a client that knows nothing of this', () => {
  it('becomes an edit of what others type in', async () => {
    const { candidate, browser, log } = await bench.sitting();
    const ada = await candidate().join();
    const saved = await draft(browser, `# by hand\n${STARTER}`, 0);
    expect(saved.json()).toMatchObject({ version: 1, source: `# by hand\n${STARTER}` });
    await ada.until(() => ada.text === `# by hand\n${STARTER}`);
    ada.insert(2, 'typed ');
    await ada.kept();
    // It was made of what was before: both stay, and the client is told.
    expect(refusal(await draft(browser, 'overwritten', 1), 409)).toContain('was saved meanwhile');
    expect(ada.text).toBe(`# typed by hand\n${STARTER}`);
    expect(await log()).toHaveLength(3);
  });
});
