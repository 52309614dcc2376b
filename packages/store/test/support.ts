/** What the tests share: a server of their own, and things to put into its databases. */

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import {
  type Exercise,
  type NumberedEvent,
  Slug,
  type SubmissionEvent,
  type SubmissionId,
  type VisitorId,
} from '@lockstep/protocol';
import { judgeError, type Postgres, type Store, startPostgres } from '../src/index.ts';
import { withConnection } from '../src/sql.ts';

export const SLUG = Slug.parse('shared-counter');

export function temporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-store-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A PostgreSQL for the tests of one file. Call `destroy` on it in the end. */
export async function startTestServer(): Promise<Postgres> {
  return startPostgres({ dataFolder: temporaryFolder().folder, durable: false });
}

/** Runs SQL on a database, with superuser's rights. */
export async function sql(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return withConnection({ url, statementTimeoutMs: 20_000, applicationName: 'lockstep tests sql' }, async (client) => {
    const { rows } = await client.query(text, [...values]);
    return rows;
  });
}

/** A whole exercise; `digest` is one hexadecimal digit, repeated. */
export function exercise(changes: Partial<Exercise> & { readonly revision?: string } = {}): Exercise {
  const { revision = 'a', ...rest } = changes;
  return {
    slug: SLUG,
    title: 'A shared counter',
    summary: 'Count with several processes.',
    track: { number: 1, title: 'First steps', summary: 'Processes.' },
    position: 1,
    difficulty: 'first-steps',
    minutes: 10,
    tags: [],
    usualFailures: ['RC'],
    digest: revision.repeat(64),
    entry: { name: 'count', parameters: ['n'], signature: 'def count(n: int) -> int' },
    startMethod: 'fork',
    limits: { wallMs: 5_000, cpuMs: 5_000, memoryBytes: 2 ** 28, outputBytes: 65_536, processes: 8 },
    rules: {},
    statement: 'Count.',
    starter: 'def count(n):\n    ...\n',
    hints: [],
    editorial: null,
    samples: [],
    fullScale: [],
    scopes: [],
    exploration: {},
    checker: null,
    judging: [],
    ...rest,
  };
}

/** An accepted report, with its last event. */
export function accepted(): ReturnType<typeof judgeError> {
  const { report, finished } = judgeError('');
  const verdict = {
    verdict: 'accepted',
    code: 'AC',
    claim: { kind: 'sampled', schedules: '3', reason: null },
    sentence: 'All 3 runs were right.',
    timing: { totalMs: 812, compileMs: 2, samplesMs: 10, fullScaleMs: 800, exploreMs: null },
  } as const;
  return { report: { ...report, ...verdict, fault: null }, finished: { ...finished, ...verdict } };
}

export function started(attempt = 1): SubmissionEvent {
  return { kind: 'started', attempt, phases: [{ phase: 'compile', tests: 0 }] };
}

export async function submit(
  store: Store,
  visitorId: VisitorId,
  mode: 'full' | 'samples' = 'full',
): Promise<SubmissionId> {
  const made = await store.submissions.create({ visitorId, slug: SLUG, source: 'def count(n): return n', mode });
  if (made.kind !== 'created') throw new Error(`not created: ${made.kind}`);
  return made.submission.id;
}

/** A visitor, and one exercise to submit to. */
export async function furnish(store: Store): Promise<VisitorId> {
  await store.exercises.publish([exercise()]);
  return (await newVisitor(store)).id;
}

/** A visitor with the token that its browser would have. */
export async function newVisitor(store: Store): Promise<{ readonly id: VisitorId; readonly token: string }> {
  const token = randomBytes(32).toString('base64url');
  return { id: await store.visitors.findOrCreate(token), token };
}

export function kinds(events: readonly NumberedEvent[]): string[] {
  return events.map(({ event }) => (event.kind === 'restarted' ? `restarted: ${event.reason}` : event.kind));
}

export function seqs(events: readonly NumberedEvent[]): number[] {
  return events.map(({ seq }) => seq);
}

/** Numbers from 1 to `last`. */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

export interface Program {
  readonly process: ChildProcessByStdio<null, Readable, null>;
  /** The next line that it prints. Rejects when it ends instead. */
  line(): Promise<string>;
  readonly ended: Promise<number | NodeJS.Signals>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Runs a program of test/programs. */
export function runProgram(name: string, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'programs', name), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1)),
  );
  return {
    process: child,
    ended,
    async line() {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${name} ended (${await ended}) without another line`);
      return next.value;
    },
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      await ended;
    },
  };
}

/** A promise with its ends in hand. */
export function signalled<T = void>(): PromiseWithResolvers<T> {
  return Promise.withResolvers<T>();
}

/** Waits until `holds`, asking again and again: for what sends no notice. The test's own time limit ends it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
