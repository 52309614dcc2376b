/** The real parts as processes of their own, for tests and figures of the whole way: PostgreSQL, servers, graders, a browser. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LiveMessage, SubmissionSummary } from '@lockstep/protocol';
import { createTestDatabase, type Postgres, startPostgres } from '@lockstep/store';
import { type Browser, chromium } from 'playwright-core';
import { WebSocket } from 'ws';

export const ROOT = path.resolve(import.meta.dirname, '..');

export interface Part {
  readonly child: ChildProcess;
  readonly url: string;
  /** Ends it as a power failure would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface System {
  readonly databaseUrl: string;
  readonly postgres: Postgres;
  server(env?: Record<string, string>): Promise<Part>;
  grader(env?: Record<string, string>): Promise<Part>;
  close(): Promise<void>;
}

/** A PostgreSQL with a database of its own, and what starts parts on it. Closing ends every part that still runs. */
export async function openSystem(): Promise<System> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-system-'));
  const postgres = await startPostgres({ dataFolder: folder, durable: true });
  const database = await createTestDatabase(postgres.url);
  const parts = new Set<Part>();
  const start = async (name: 'server' | 'grader', url: string, env: Record<string, string>): Promise<Part> => {
    const child = fork(path.join(ROOT, `apps/${name}/src/main.ts`), [], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'ignore', process.env.LOCKSTEP_TEST_LOG === '1' ? 'inherit' : 'ignore', 'ipc'],
    });
    const ended = once(child, 'exit');
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      child.kill(signal);
      await ended;
      parts.delete(part);
    };
    const part: Part = { child, url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
    parts.add(part);
    await Promise.race([
      once(child, 'message'),
      ended.then(([code]) => Promise.reject(new Error(`the ${name} ended with ${code} before it was ready`))),
    ]);
    return part;
  };
  return {
    databaseUrl: database.url,
    postgres,
    server: async (env = {}) => {
      const port = await freePort();
      const limits = { SUBMISSIONS_PER_MINUTE: '1000', UNFINISHED_PER_VISITOR: '100' };
      return start('server', `http://localhost:${port}`, { PORT: String(port), ...limits, ...env });
    },
    grader: (env = {}) => start('grader', '', { CONCURRENCY: '1', READY_SANDBOXES: '2', ...env }),
    close: async () => {
      for (const part of [...parts].reverse()) await part.kill();
      await postgres.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A candidate with a cookie, speaking HTTP and websocket. */
export class Candidate {
  #cookie = '';

  async submit(server: Part, slug: string, source: string, mode = 'full'): Promise<SubmissionSummary> {
    const response = await fetch(`${server.url}/api/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      body: JSON.stringify({ slug, source, mode }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie !== null) this.#cookie = cookie.split(';', 1)[0] ?? '';
    if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
    return SubmissionSummary.parse(await response.json());
  }

  async get(server: Part, place: string): Promise<unknown> {
    return (await fetch(`${server.url}${place}`, { headers: { cookie: this.#cookie } })).json();
  }

  /**
   * Watches a submission to its end and returns its events. Connects again when the connection breaks, and resumes
   * after the last number; `onEvent` may break things on the way.
   */
  async watch(
    server: () => Part,
    submission: string,
    onEvent: (seq: number) => void = () => {},
  ): Promise<{ seq: number; event: { kind: string } }[]> {
    const events: { seq: number; event: { kind: string } }[] = [];
    while (events.at(-1)?.event.kind !== 'finished') {
      const socket = new WebSocket(`${server().url.replace('http', 'ws')}/api/live`, {
        headers: { cookie: this.#cookie },
      });
      socket.on('error', () => {});
      socket.on('open', () =>
        socket.send(JSON.stringify({ kind: 'watch', submission, after: events.at(-1)?.seq ?? 0 })),
      );
      socket.on('message', (data) => {
        const message = LiveMessage.parse(JSON.parse(String(data)));
        if (message.kind === 'problem') throw new Error(message.problem.detail);
        events.push({ seq: message.seq, event: message.event });
        onEvent(message.seq);
        if (message.event.kind === 'finished') socket.close();
      });
      await new Promise((resolve) => socket.once('close', resolve));
    }
    return events;
  }
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.LOCKSTEP_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}; npm test installs one`);
  const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({
    executablePath,
    args: [...quiet, '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
