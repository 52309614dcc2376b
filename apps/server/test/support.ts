/** A server on a database of its own, for tests, and a visitor that keeps its cookie. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Exercise, type Report } from '@lockstep/protocol';
import {
  createTestDatabase,
  type EventFeed,
  judgeError,
  openEventFeed,
  openJudgingQueue,
  openStore,
  type Postgres,
  type Store,
  startPostgres,
} from '@lockstep/store';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse, RouteOptions } from 'fastify';
import type { SendMail } from '../src/accounts/mail.ts';
import { buildApp } from '../src/app.ts';
import { ServerConfig } from '../src/config.ts';

export interface TestServer {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly feed: EventFeed;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** One PostgreSQL for a test file. */
export async function openTestPostgres(): Promise<{ postgres: Postgres; close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-server-'));
  const postgres = await startPostgres({ dataFolder: folder, durable: false });
  return {
    postgres,
    close: async () => {
      await postgres.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface TestParts {
  readonly mail?: SendMail;
  readonly now?: () => Date;
  readonly onRoute?: (route: RouteOptions) => void;
}

export async function openTestServer(
  postgresUrl: string,
  env: Record<string, string> = {},
  { mail, now, onRoute }: TestParts = {},
): Promise<TestServer> {
  const database = await createTestDatabase(postgresUrl);
  const config = ServerConfig.parse({
    DATABASE_URL: database.url,
    EXERCISES: '/nowhere',
    LOG_LEVEL: 'silent',
    SUBMISSIONS_PER_MINUTE: '1000',
    SIGN_INS_PER_MINUTE: '1000',
    ...env,
  });
  const store = await openStore({
    url: database.url,
    maxUnfinishedPerVisitor: config.UNFINISHED_PER_VISITOR,
    ...(now === undefined ? {} : { now }),
  });
  const feed = await openEventFeed({ url: database.url });
  const app = await buildApp({
    store,
    feed,
    config,
    ...(mail === undefined ? {} : { mail }),
    ...(now === undefined ? {} : { now }),
    ...(onRoute === undefined ? {} : { onRoute }),
  });
  await app.ready();
  return {
    app,
    store,
    feed,
    databaseUrl: database.url,
    close: async () => {
      await app.close();
      await feed.close();
      await store.close();
      await database.drop();
    },
  };
}

/** Judges the one submission that waits: it is accepted. */
export function acceptNext(server: TestServer): Promise<void> {
  return judgeNext(server, { verdict: 'accepted', code: 'AC', sentence: 'All right.' });
}

/** Judges the one submission that waits; the report is `changes`, and nothing else was found. */
export async function judgeNext({ store, databaseUrl }: TestServer, changes: Partial<Report>): Promise<void> {
  const judged = Promise.withResolvers<void>();
  const queue = await openJudgingQueue({
    url: databaseUrl,
    store,
    concurrency: 1,
    handler: async (lease) => {
      const { report, finished } = judgeError('');
      const { verdict = report.verdict, code = report.code, sentence = report.sentence } = changes;
      await lease.finish({ ...report, fault: null, ...changes }, { ...finished, verdict, code, sentence });
      judged.resolve();
    },
  });
  await judged.promise;
  await queue.stop();
}

/** A browser as far as cookies go. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly #cookies = new Map<string, string>();

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async request(options: InjectOptions): Promise<LightMyRequestResponse> {
    const headers = { ...options.headers, ...(this.#cookies.size === 0 ? {} : { cookie: this.cookie }) };
    const response = await this.#app.inject({ ...options, headers });
    for (const { name, value } of response.cookies) {
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  signIn(email: string, password: string): Promise<LightMyRequestResponse> {
    return this.request({ method: 'POST', url: '/api/session', payload: { email, password } });
  }

  /** Uses a link that makes an account or a password. */
  use(token: string, person: Record<string, unknown> = {}): Promise<LightMyRequestResponse> {
    const payload = { token, password: PASSWORD, ...person };
    return this.request({ method: 'POST', url: '/api/account-links/use', payload });
  }

  submit(source: string, changes: Record<string, unknown> = {}): Promise<LightMyRequestResponse> {
    return this.request({
      method: 'POST',
      url: '/api/submissions',
      payload: { slug: 'locked-counter', source, mode: 'full', ...changes },
    });
  }
}

/** Of everybody who has an account in a test. */
export const PASSWORD = 'four plain words here';

export const EDITORIAL = 'Hold the lock over both halves.';
export const HIDDEN = 'hidden-31337';

/** An exercise whose every hidden part holds a word that must never reach a candidate. */
export function secretiveExercise(slug = 'locked-counter'): Exercise {
  const test = (name: string, revealed: boolean, mark: string) => ({
    name: revealed ? name : `${mark}-name`,
    title: `Title of ${name}`,
    call: `count(${mark})`,
    args: [{ kind: 'value' as const, value: mark }],
    expectation: {
      kind: 'equal' as const,
      value: { kind: 'value' as const, value: mark },
      unordered: false,
      relativeTolerance: 0,
    },
    revealed,
    explanation: mark,
    rules: null,
  });
  return Exercise.parse({
    slug,
    title: 'Locked counter',
    summary: 'Count together',
    track: { number: 1, title: 'Shared values', summary: 'Value, Array, Lock' },
    position: 2,
    difficulty: 'first-steps',
    minutes: 10,
    tags: ['lock'],
    usualFailures: ['RC'],
    digest: 'a'.repeat(64),
    entry: { name: 'count', parameters: ['n'], signature: 'def count(n: int) -> int' },
    startMethod: 'fork',
    limits: { wallMs: 5_000, cpuMs: 5_000, memoryBytes: 256 * 2 ** 20, outputBytes: 65_536, processes: 8 },
    rules: {},
    statement: 'Count.',
    starter: 'def count(n):\n    return n\n',
    hints: [],
    editorial: EDITORIAL,
    samples: [test('sample', true, 'shown')],
    fullScale: [test('full', false, HIDDEN)],
    scopes: [],
    exploration: {},
    checker: `// ${HIDDEN}`,
    judging: ['For real.'],
  });
}
