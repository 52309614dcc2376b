/** Who may do what at /api/live-code, what people see of one another, and what is kept of what happened. */
import { LIVE_CODE_CLOSE, type LiveCodeMessage, MomentPage, type SittingMoment, TypingPage } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { signedInAs } from './accounts.ts';
import { type LiveCodeBench, MINUTE_MS, openLiveCodeBench } from './live-code-bench.ts';
import { type LiveClient, SLUG, toBase64 } from './live-code-client.ts';
import { acceptNext, Browser, HIDDEN, PASSWORD } from './support.ts';

const STARTER = 'def count(n):\n    return n\n';
const PASTED = 'lock = Lock()\nwith lock:\n    counter.value += 1\n';
const EMPTY = toBase64(Y.encodeStateVector(new Y.Doc()));
const NOBODY = '7d0e8a52-5a0c-4f35-8f0f-0f6a3bb1a001';

let bench: LiveCodeBench;

beforeAll(async () => {
  bench = await openLiveCodeBench();
});
afterEach(() => bench.dropAll());
afterAll(() => bench.close());

/** Why and how a connection ends that is not let in. */
async function turnedAway(client: LiveClient): Promise<unknown[]> {
  await client.connect();
  return [client.last('problem')?.problem.status, await client.closed];
}

function position({ source }: LiveClient, index: number): string {
  return toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(source, index)));
}

/** What was told of moments. */
function told(client: LiveClient): string[] {
  return client.all('moment').map(({ moment }) => moment.kind);
}

describe('a connection', () => {
  it('is for the candidate of a sitting and for interviewers, from our own pages', async () => {
    const { id, candidate } = await bench.sitting();
    const account = await signedInAs(bench.server, 'candidate');
    const { cookie } = bench.interviewer;
    expect(await turnedAway(bench.client({ cookie: '' }))).toEqual([403, LIVE_CODE_CLOSE.notAllowed]);
    expect(await turnedAway(bench.client({ cookie }))).toEqual([403, LIVE_CODE_CLOSE.notAllowed]);
    expect(await turnedAway(bench.client({ cookie: '', sitting: id }))).toEqual([401, LIVE_CODE_CLOSE.signedOut]);
    const named = { cookie: account.cookie, sitting: id };
    expect(await turnedAway(bench.client(named))).toEqual([403, LIVE_CODE_CLOSE.notAllowed]);
    expect(await turnedAway(bench.client({ cookie, sitting: NOBODY }))).toEqual([404, LIVE_CODE_CLOSE.unknown]);
    const ada = await candidate().connect();
    expect(ada.last('here')).toMatchObject({ sitting: id, you: 'candidate', role: 'candidate' });
    const refused = (headers: Record<string, string>): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${bench.address}/api/live-code?sitting=${id}`, { headers });
        socket.on('error', ({ message }) => resolve(message));
        socket.on('open', () => resolve('let in'));
      });
    expect(await refused({ cookie, origin: 'https://evil.example' })).toContain('403');
    expect(await refused({ authorization: 'Bearer lockstep_none' })).toContain('401');
  });

  it('cannot name the sitting of somebody else, nor open what the interview does not ask', async () => {
    const [one, other] = [await bench.sitting(), await bench.sitting()];
    const mallory = bench.client({ cookie: one.browser.cookie, sitting: other.id });
    expect(await turnedAway(mallory)).toEqual([401, LIVE_CODE_CLOSE.signedOut]);
    // A page of another sitting than the browser sits by now.
    const { cookie } = one.browser;
    const late = bench.client({ cookie, page: other.id });
    expect(await turnedAway(late)).toEqual([403, LIVE_CODE_CLOSE.notAllowed]);
    expect((await bench.client({ cookie, page: one.id }).connect()).last('here')?.sitting).toBe(one.id);
    const [ada, grace] = [await one.candidate().connect(), await one.watcher().connect()];
    ada.send({ kind: 'join', slug: 'other-exercise' as typeof SLUG, vector: EMPTY });
    grace.send({ kind: 'join', slug: 'other-exercise' as typeof SLUG, vector: EMPTY });
    await Promise.all([ada, grace].map((client) => client.until(() => client.last('problem') !== undefined)));
    expect([ada, grace].map((client) => client.last('problem')?.problem.status)).toEqual([403, 400]);
  });

  it('ends with the session, the link and the sitting that it was opened with', async () => {
    const { id, candidate, browser } = await bench.sitting();
    const eve = await signedInAs(bench.server, 'interviewer', 'eve@example.org');
    const [ada, watcher] = [await candidate().join(), await bench.client({ cookie: eve.cookie, sitting: id }).join()];
    await new Browser(bench.server.app).signIn('eve@example.org', PASSWORD);
    const elsewhere = new Browser(bench.server.app);
    await elsewhere.signIn('eve@example.org', PASSWORD);
    await elsewhere.request({ method: 'DELETE', url: '/api/account/sessions' });
    watcher.send({ kind: 'join', slug: SLUG, vector: EMPTY });
    expect(await watcher.closed).toBe(LIVE_CODE_CLOSE.signedOut);
    await bench.interviewer.request({ method: 'POST', url: `/api/sittings/${id}/link` });
    expect(await ada.closed).toBe(LIVE_CODE_CLOSE.notAllowed);
    expect((await browser.request({ url: '/api/sitting' })).statusCode).toBe(404);
    const withdrawn = await bench.sitting();
    const bob = await withdrawn.candidate().join();
    await bench.interviewer.request({ method: 'DELETE', url: `/api/sittings/${withdrawn.id}` });
    expect(await bob.closed).toBe(LIVE_CODE_CLOSE.notAllowed);
  });

  it('gets answers to nonsense, and ends after too much of it, too long messages, or too many', async () => {
    const { candidate } = await bench.sitting();
    const ada = await candidate().join();
    const other = await candidate().join();
    const before = other.text;
    for (const text of ['hello', '7', '{"kind":"judge"}', JSON.stringify({ kind: 'join', slug: SLUG, vector: '!' })]) {
      const problems = ada.all('problem').length;
      ada.send(text);
      await ada.until(() => ada.all('problem').length > problems);
      expect(ada.last('problem')?.problem.status).toBe(400);
    }
    ada.sendChange(new Uint8Array([1, 2, 3, 250]));
    await ada.until(() => ada.last('refused') !== undefined);
    expect(ada.last('refused')).toMatchObject({ reason: 'unreadable' });
    // It still works, and nobody else saw any of it.
    ada.insert(0, 'fine ');
    await other.until(() => other.text === `fine ${before}`);
    for (let times = 0; times < 10; times++) ada.send('nonsense');
    expect(await ada.closed).toBe(LIVE_CODE_CLOSE.nonsense);
    const long = await candidate().connect();
    long.send('x'.repeat(300_000));
    expect(await long.closed).toBe(1_009);
    const fast = await candidate().join();
    for (let times = 0; times < 1_000; times++) fast.send({ kind: 'cursor', slug: SLUG, selection: null });
    expect(await fast.closed).toBe(LIVE_CODE_CLOSE.tryAgain);
  });
});

describe('an interviewer', () => {
  it('reads only, unless the interview lets interviewers write along', async () => {
    const { candidate, watcher, log, moments } = await bench.sitting();
    const [ada, grace] = [await candidate().join(), await watcher().join()];
    expect(grace.last('clock')).toMatchObject({ state: 'running', mayType: false });
    grace.insert(0, 'let me ');
    await grace.until(() => grace.last('refused') !== undefined);
    expect(grace.last('refused')).toMatchObject({ reason: 'not-allowed' });
    expect([ada.text, (await log()).length]).toEqual([STARTER, 1]);
    const along = await bench.sitting({ writeAlong: true });
    const [bob, admin] = [
      await along.candidate().join(),
      await along.watcher(await signedInAs(bench.server, 'admin')).join(),
    ];
    expect(admin.last('clock')).toMatchObject({ mayType: true });
    for (const text of ['me ', 'let ']) admin.insert(0, text);
    await admin.kept();
    await bob.until(() => bob.text === `let me ${STARTER}`);
    expect(bob.last('typed')?.by).toBe(admin.last('here')?.you);
    expect((await along.log()).slice(1).map(({ by }) => by)).toEqual(
      [admin, admin].map((one) => one.last('here')?.you),
    );
    await admin.until(() => told(admin).includes('wrote-along'));
    expect((await along.moments()).filter(({ kind }) => kind === 'wrote-along')).toHaveLength(1);
    expect(await moments()).toMatchObject([{ kind: 'connected' }]);
  });

  it('and the candidate see who is here, under the names that the server has, and where', async () => {
    const { candidate, watcher } = await bench.sitting();
    const [ada, grace, second] = [await candidate().join(), await watcher().join(), await watcher().join()];
    const you = grace.last('here')?.you;
    const people = [
      { key: 'candidate', name: 'Ada', role: 'candidate', item: null, away: false },
      { key: you, name: 'Somebody', role: 'interviewer', item: null, away: false },
    ];
    await ada.until(() => ada.last('people')?.people.length === 2);
    expect(ada.last('people')?.people).toEqual(people);
    ada.send({ kind: 'cursor', slug: SLUG, selection: { anchor: position(ada, 4), head: position(ada, 9) } });
    await grace.until(() => grace.last('cursor') !== undefined);
    expect(grace.last('cursor')).toMatchObject({ person: 'candidate', selection: { head: position(ada, 9) } });
    // Somebody who reads does not press on the candidate by a cursor; who points is seen, also by who comes later.
    grace.send({ kind: 'cursor', slug: SLUG, selection: { anchor: position(grace, 0), head: position(grace, 0) } });
    grace.send({ kind: 'point', slug: SLUG, position: position(grace, 20) });
    await ada.until(() => ada.last('pointed') !== undefined);
    expect(ada.last('pointed')).toMatchObject({ person: you, slug: SLUG, position: position(grace, 20) });
    expect(ada.all('cursor')).toEqual([]);
    const late = await candidate().join();
    await late.until(() => late.last('pointed') !== undefined);
    expect(late.last('pointed')?.position).toBe(position(grace, 20));
    ada.send({ kind: 'point', slug: SLUG, position: position(ada, 0) });
    await ada.until(() => ada.last('problem') !== undefined);
    // Two tabs are one person.
    grace.drop();
    second.send({ kind: 'away', away: true, agoMs: 0 });
    await ada.until(() => ada.last('people')?.people[1]?.away === true);
    second.drop();
    await ada.until(() => ada.last('people')?.people.length === 1);
  });

  it('and the candidate wait together; with the start both are let in', async () => {
    const { id } = await bench.interview();
    const made = await bench.invited(id);
    const browser = await bench.opened(made);
    const ada = await bench.client({ cookie: browser.cookie }).connect();
    const grace = await bench.client({ cookie: bench.interviewer.cookie, sitting: made.sitting }).connect();
    expect(grace.last('clock')).toMatchObject({ state: 'waiting', endsAt: null, mayType: false });
    for (const [client, status] of [
      [ada, 403],
      [grace, 409],
    ] as const) {
      client.send({ kind: 'join', slug: SLUG, vector: EMPTY });
      await client.until(() => client.last('problem') !== undefined);
      expect(client.last('problem')?.problem.status).toBe(status);
    }
    await browser.request({ method: 'POST', url: '/api/sitting/start' });
    for (const client of [ada, grace]) await client.until(() => client.last('clock')?.state === 'running');
    expect(ada.last('clock')?.mayType).toBe(true);
    await ada.join();
    await grace.join();
    expect(grace.text).toBe(STARTER);
    await grace.until(() => told(grace).includes('connected'));
  });

  it('is told of the clock, of runs and submissions, and of what happens; a candidate of the clock only', async () => {
    const { id, candidate, watcher, browser } = await bench.sitting();
    const [ada, grace] = [await candidate().join(), await watcher().join()];
    const endsAt = grace.last('clock')?.endsAt ?? '';
    const more = { method: 'POST', url: `/api/sittings/${id}/extra-time`, payload: { minutes: 10 } } as const;
    await bench.interviewer.request(more);
    for (const one of [ada, grace]) await one.until(() => one.last('clock')?.endsAt !== endsAt);
    expect(Date.parse(ada.last('clock')?.endsAt ?? '') - Date.parse(endsAt)).toBe(10 * MINUTE_MS);
    const made = (await browser.submit('x')).json().id;
    await grace.until(() => grace.last('work') !== undefined);
    expect(grace.last('work')?.submission).toMatchObject({ id: made, state: 'queued', verdict: null });
    await acceptNext(bench.server);
    await grace.until(() => grace.last('work')?.submission.verdict === 'accepted');
    await browser.request({ method: 'POST', url: '/api/sitting/finish' });
    for (const one of [ada, grace]) await one.until(() => one.last('clock')?.state === 'over');
    expect(ada.last('clock')?.mayType).toBe(false);
    const kinds = new Set(ada.messages.map(({ kind }: LiveCodeMessage) => kind));
    expect([...kinds].sort()).toEqual(['clock', 'here', 'joined', 'people']);
    expect(JSON.stringify([ada.messages, grace.messages])).not.toContain(HIDDEN);
  });
});

describe('what happened', () => {
  it('is kept as facts, told to interviewers as it happens, and read afterwards by them alone', async () => {
    const { id, interview, candidate, watcher, browser, moments } = await bench.sitting();
    const grace = await watcher().join();
    const [ada, second] = [await candidate().join(), candidate()];
    ada.send({ kind: 'look', item: { kind: 'exercise', slug: SLUG }, agoMs: 0 });
    ada.insert(0, PASTED, { paste: true });
    await ada.kept();
    bench.clock.ms += MINUTE_MS;
    ada.send({ kind: 'away', away: true, agoMs: 0 });
    await grace.until(() => told(grace).includes('away'));
    // A tab that comes is in front.
    await second.connect();
    second.send({ kind: 'look', item: { kind: 'question', slug: 'who-unlinks' as typeof SLUG }, agoMs: 0 });
    second.send({ kind: 'away', away: true, agoMs: 10_000 });
    ada.edit((source) => source.delete(0, PASTED.length));
    ada.insert(ada.text.length, PASTED);
    await ada.kept();
    grace.send({ kind: 'point', slug: SLUG, position: position(grace, 20) });
    await grace.until(() => told(grace).includes('pointed'));
    expect((await bench.rowOf(interview))?.connected).toBe(true);
    await ada.close();
    await second.close();
    await grace.until(() => told(grace).includes('disconnected'));
    expect((await bench.rowOf(interview))?.connected).toBe(false);
    const kept = await moments();
    const of = (kind: SittingMoment['kind']) => kept.filter((moment) => moment.kind === kind);
    expect(kept.map(({ id: number }) => number)).toEqual(grace.all('moment').map(({ moment }) => moment.id));
    expect(kept.map(({ kind }) => kind).filter((kind) => kind !== 'pasted' && kind !== 'pointed')).toEqual([
      'connected',
      'opened',
      'away',
      'back',
      'opened',
      'away',
      'disconnected',
    ]);
    expect(of('opened')).toMatchObject([{ item: { slug: SLUG } }, { item: { kind: 'question' } }]);
    expect(of('away').map(({ delayed }) => delayed)).toEqual([false, true]);
    expect(of('pasted')).toMatchObject([
      { slug: SLUG, seq: 2, characters: PASTED.length, lines: 4, told: 'browser', moved: false },
      { slug: SLUG, seq: 4, lines: 4, told: 'size', moved: true },
    ]);
    expect(of('pointed')).toMatchObject([{ line: 2, by: grace.last('here')?.you }]);
    for (const place of ['moments', `typing/${SLUG}`, 'work']) {
      expect((await browser.request({ url: `/api/sittings/${id}/${place}` })).statusCode).toBe(401);
    }
  });

  it('is read in pages, with the names of who did it', async () => {
    const { id, candidate, watcher } = await bench.sitting({ writeAlong: true });
    const [ada, grace] = [await candidate().join(), await watcher().join()];
    grace.insert(0, 'hello ');
    await grace.kept();
    ada.drop();
    for (let times = 0; times < 1_100; times++) ada.insert(0, 'x');
    await ada.join();
    await ada.kept();
    const pages: TypingPage[] = [];
    const read = async (after: number): Promise<TypingPage> => {
      const url = `/api/sittings/${id}/typing/${SLUG}?after=${after}`;
      return TypingPage.parse((await bench.interviewer.request({ url })).json());
    };
    for (let next: number | null = 0; next !== null; next = pages.at(-1)?.next ?? null) pages.push(await read(next));
    expect(pages.map(({ items, last }) => [items.length, last])).toEqual([
      [1_000, 1_102],
      [102, 1_102],
    ]);
    const you = grace.last('here')?.you;
    expect(pages[0]?.people).toEqual([
      { key: 'candidate', name: 'Ada' },
      { key: you, name: 'Somebody' },
    ]);
    expect((await read(5_000)).items).toEqual([]);
    const moments = await bench.interviewer.request({ url: `/api/sittings/${id}/moments?after=0` });
    expect(MomentPage.parse(moments.json())).toMatchObject({ next: null, full: false });
    const missing = await bench.interviewer.request({ url: `/api/sittings/${NOBODY}/moments` });
    expect(missing.statusCode).toBe(404);
  });
});
