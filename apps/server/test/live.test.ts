import { LIVE_SIGNED_OUT, LiveMessage, type SubmissionEvent, SubmissionId } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { signedInAs } from './accounts.ts';
import { Browser, openTestPostgres, openTestServer, PASSWORD, secretiveExercise, type TestServer } from './support.ts';

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let browser: Browser;
let address: string;
const sockets: Socket[] = [];

/** A websocket client that collects what it gets. */
class Socket {
  readonly ws: WebSocket;
  readonly messages: LiveMessage[] = [];
  readonly closed: Promise<number>;
  #wake: () => void = () => {};

  constructor(url: string, headers: Record<string, string> = {}) {
    this.ws = new WebSocket(url, { headers });
    this.ws.on('error', () => {});
    this.ws.on('message', (data) => {
      this.messages.push(LiveMessage.parse(JSON.parse(String(data))));
      this.#wake();
    });
    this.closed = new Promise((resolve) => this.ws.on('close', (code) => resolve(code)));
    sockets.push(this);
  }

  async open(): Promise<this> {
    await new Promise((resolve, reject) => {
      this.ws.once('open', resolve);
      this.ws.once('error', reject);
    });
    return this;
  }

  send(message: unknown): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async until(count: number): Promise<LiveMessage[]> {
    while (this.messages.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.messages;
  }

  seqs(): number[] {
    return this.messages.flatMap((message) => (message.kind === 'event' ? [message.seq] : []));
  }
}

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  server = await openTestServer(postgres.postgres.url);
  await server.store.exercises.publish([secretiveExercise()]);
  address = (await server.app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
  browser = new Browser(server.app);
});
afterEach(async () => {
  for (const { ws } of sockets.splice(0)) ws.terminate();
  await server.close();
});

const connect = (headers: Record<string, string> = { cookie: browser.cookie }) =>
  new Socket(`${address}/api/live`, headers).open();

async function submitted(): Promise<SubmissionId> {
  return SubmissionId.parse((await browser.submit('x')).json().id);
}

/** Writes events as a grader would, with a lease of its own. */
async function judge(
  events: SubmissionEvent[],
): Promise<{ append(more: SubmissionEvent[]): Promise<void>; done(): Promise<void> }> {
  const { openJudgingQueue } = await import('@lockstep/store');
  let release: () => void = () => {};
  let append: (more: SubmissionEvent[]) => Promise<void> = async () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve, reject) => {
    void openJudgingQueue({
      url: server.databaseUrl,
      store: server.store,
      concurrency: 1,
      handler: async (lease) => {
        append = async (more) => void (await lease.append(more));
        await append(events);
        resolve();
        await held;
        await lease.retry();
      },
    }).then((queue) => stops.push(() => queue.stop({ graceMs: 5_000 })), reject);
  });
  await begun;
  return { append: (more) => append(more), done: async () => release() };
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const running: SubmissionEvent = { kind: 'phase', phase: 'compile', status: 'running', wallMs: null };

describe('a watcher', () => {
  it('gets every event in order, each once', async () => {
    const id = await submitted();
    const socket = await connect();
    socket.send({ kind: 'watch', submission: id, after: 0 });
    await socket.until(1);
    const grader = await judge([running, running]);
    await grader.append([running]);
    await socket.until(4);
    expect(socket.seqs()).toEqual([1, 2, 3, 4]);
    await grader.done();
  });

  it('that comes back resumes after the last number that it has seen', async () => {
    const id = await submitted();
    const grader = await judge([running, running]);
    const socket = await connect();
    socket.send({ kind: 'watch', submission: id, after: 2 });
    await socket.until(1);
    expect(socket.seqs()).toEqual([3]);
    await grader.done();
  });

  it('may watch twice without seeing anything twice', async () => {
    const id = await submitted();
    const socket = await connect();
    socket.send({ kind: 'watch', submission: id, after: 0 });
    await socket.until(1);
    socket.send({ kind: 'watch', submission: id, after: 1 });
    const grader = await judge([running]);
    await socket.until(2);
    expect(socket.seqs()).toEqual([1, 2]);
    await grader.done();
  });

  it('cannot watch the submission of another visitor, or one that is not there', async () => {
    const id = await submitted();
    const stranger = new Browser(server.app);
    await stranger.submit('y');
    for (const headers of [{ cookie: stranger.cookie }, {}]) {
      const socket = await connect(headers as Record<string, string>);
      socket.send({ kind: 'watch', submission: id, after: 0 });
      socket.send({ kind: 'watch', submission: '7d0e8a52-5a0c-4f35-8f0f-0f6a3bb1a001', after: 0 });
      const messages = await socket.until(2);
      expect(messages.map((message) => message.kind === 'problem' && message.problem.status)).toEqual([404, 404]);
    }
  });

  it('from another site is not let in', async () => {
    await submitted();
    const socket = new Socket(`${address}/api/live`, { cookie: browser.cookie, origin: 'https://evil.example' });
    await expect(socket.open()).rejects.toThrow('403');
  });
});

describe('a message that is none', () => {
  it.each([
    ['no JSON', 'hello'],
    ['no object', '7'],
    ['an unknown kind', '{"kind":"judge"}'],
    ['no submission', '{"kind":"watch","after":0}'],
    ['a negative number', '{"kind":"watch","submission":"7d0e8a52-5a0c-4f35-8f0f-0f6a3bb1a001","after":-1}'],
  ])('(%s) is answered with a problem, and the connection lives', async (_name, text) => {
    const id = await submitted();
    const socket = await connect();
    socket.send(text);
    const [answer] = await socket.until(1);
    expect(answer).toMatchObject({ kind: 'problem', problem: { status: 400 } });
    socket.send({ kind: 'watch', submission: id, after: 0 });
    await socket.until(2);
    expect(socket.seqs()).toEqual([1]);
  });

  it('as bytes is answered too', async () => {
    await submitted();
    const socket = await connect();
    socket.ws.send(Buffer.from([1, 2, 3]));
    expect((await socket.until(1))[0]).toMatchObject({ kind: 'problem' });
  });

  it('that is too long ends the connection, not the server', async () => {
    await submitted();
    const socket = await connect();
    socket.send('x'.repeat(10_000));
    expect(await socket.closed).toBe(1009);
    expect((await browser.request({ url: '/api/health' })).statusCode).toBe(200);
  });

  it('again and again ends the connection', async () => {
    await submitted();
    const socket = await connect();
    for (let i = 0; i < 12; i++) socket.send('nonsense');
    expect(await socket.closed).toBe(1008);
  });
});

it('two servers stream the same submission, whoever took it', async () => {
  const { buildApp } = await import('../src/app.ts');
  const { ServerConfig } = await import('../src/config.ts');
  const { openEventFeed, openStore } = await import('@lockstep/store');
  const config = ServerConfig.parse({ DATABASE_URL: server.databaseUrl, EXERCISES: '/nowhere', LOG_LEVEL: 'silent' });
  const store = await openStore({ url: server.databaseUrl });
  const feed = await openEventFeed({ url: server.databaseUrl });
  const other = await buildApp({ store, feed, config });
  const otherAddress = (await other.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
  const id = await submitted();
  const socket = await new Socket(`${otherAddress}/api/live`, { cookie: browser.cookie }).open();
  socket.send({ kind: 'watch', submission: id, after: 0 });
  const grader = await judge([running, running, running]);
  await socket.until(4);
  expect(socket.seqs()).toEqual([1, 2, 3, 4]);
  await grader.done();
  socket.ws.terminate();
  await other.close();
  await feed.close();
  await store.close();
});

describe('a socket of somebody who is signed out elsewhere', () => {
  it('gets nothing more', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    const id = SubmissionId.parse((await ada.submit('x')).json().id);
    const socket = await new Socket(`${address}/api/live`, { cookie: ada.cookie }).open();
    socket.send({ kind: 'watch', submission: id, after: 0 });
    await socket.until(1);
    await browser.signIn('ada@example.org', PASSWORD);
    await browser.request({ method: 'DELETE', url: '/api/account/sessions' });
    socket.send({ kind: 'watch', submission: id, after: 0 });
    expect(await socket.closed).toBe(LIVE_SIGNED_OUT);
    expect(socket.seqs()).toEqual([1]);
  });

  it('is closed by itself, also while it says nothing; others stay', async () => {
    const ada = await signedInAs(server, 'candidate', 'ada@example.org');
    const [silent, other] = await Promise.all([ada, browser].map((who) => connect({ cookie: who.cookie })));
    await browser.signIn('ada@example.org', PASSWORD);
    const own = await connect();
    await browser.request({ method: 'DELETE', url: '/api/account/sessions' });
    expect(await silent?.closed).toBe(LIVE_SIGNED_OUT);
    for (const socket of [other, own]) expect(socket?.ws.readyState).toBe(WebSocket.OPEN);
  });
});
