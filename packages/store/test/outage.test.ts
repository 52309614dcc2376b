/** What becomes of everything when the database is killed and comes back. */
import type { SubmissionId } from '@lockstep/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type EventFeed,
  openEventFeed,
  openJudgingQueue,
  openStore,
  type Postgres,
  type Store,
  StoreUnavailable,
  startPostgres,
} from '../src/index.ts';
import { clusterProcesses } from '../src/postgres/processes.ts';
import { withConnection } from '../src/sql.ts';
import {
  accepted,
  furnish,
  kinds,
  newVisitor,
  SLUG,
  seqs,
  signalled,
  started,
  submit,
  temporaryFolder,
  until,
  upTo,
} from './support.ts';

let dataFolder: string;
let server: Postgres;
let store: Store;
let feed: EventFeed;

beforeEach(async () => {
  dataFolder = temporaryFolder().folder;
  // Durable: this is what it is about.
  server = await startPostgres({ dataFolder });
  store = await openStore({ url: server.url, maxUnfinishedPerVisitor: 100_000 });
  feed = await openEventFeed({ url: server.url });
});

afterEach(async () => {
  await feed.close();
  await store.close();
  await server.destroy();
});

async function killServer(): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await server.ended;
}

/** On the same port: those who were connected find it again. */
async function restartServer(): Promise<void> {
  await server.stop();
  server = await startPostgres({ dataFolder, port: server.port });
}

describe('a database that does not answer', () => {
  let impatient: Store;

  beforeEach(async () => {
    impatient = await openStore({ url: server.url, prepare: false, statementTimeoutMs: 100 });
  });

  afterEach(() => impatient.close());

  test('makes an operation fail as unavailable in bounded time, when a statement takes too long', async () => {
    const visitor = await furnish(store);
    const options = { url: server.url, statementTimeoutMs: 0, applicationName: 'lockstep tests lock' };
    await withConnection(options, async (other) => {
      await other.query('BEGIN');
      await other.query('LOCK TABLE submission');
      await expect(impatient.submissions.bestVerdicts(visitor)).rejects.toThrow(StoreUnavailable);
      await expect(submit(impatient, visitor)).rejects.toThrow(StoreUnavailable);
      await other.query('ROLLBACK');
    });
    expect(await store.stats()).toMatchObject({ queued: 0 });
    await submit(store, visitor);
  });

  test('makes an operation fail as unavailable in bounded time, when it is frozen', async () => {
    const visitor = await furnish(store);
    await until(() => impatient.health());
    const frozen = clusterProcesses(server.clusterFolder);
    try {
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');
      await expect(impatient.submissions.bestVerdicts(visitor)).rejects.toThrow(StoreUnavailable);
      expect(await impatient.health(50)).toBe(false);
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
    }
    await until(() => impatient.health());
  });
});

describe('a database that is killed', () => {
  test('makes operations fail as unavailable, and later ones work again by themselves', async () => {
    const visitor = await furnish(store);
    const submission = await submit(store, visitor);
    expect(await store.health()).toBe(true);
    await killServer();
    await server.stop();
    const operations = [
      () => store.submissions.get(submission),
      () => store.submissions.create({ visitorId: visitor, slug: SLUG, source: '', mode: 'full' as const }),
      () => store.submissions.bestVerdicts(visitor),
      () => store.exercises.current(),
      () => newVisitor(store),
      () => store.events.after(submission, 0),
      () => store.attempts.requeueLost(),
      () => store.stats(),
      () => openStore({ url: server.url }),
    ];
    for (const operation of operations) await expect(operation()).rejects.toThrow(StoreUnavailable);
    expect(await store.health()).toBe(false);

    const reconnected = signalled();
    feed.subscribe((notice) => notice.kind === 'reconnected' && reconnected.resolve());
    await restartServer();
    expect((await store.submissions.get(submission))?.summary.state).toBe('queued');
    expect(await store.health()).toBe(true);
    await submit(store, visitor);
    await reconnected.promise;
  });

  test('loses no submission that it had acknowledged, and numbers them on without a gap', async () => {
    const visitor = await furnish(store);
    const acknowledged: SubmissionId[] = [];
    const faults: unknown[] = [];
    for (const round of upTo(3)) {
      let stop = false;
      const load = upTo(4).map(async () => {
        while (!stop) {
          try {
            acknowledged.push(await submit(store, visitor));
          } catch (error) {
            if (!(error instanceof StoreUnavailable)) faults.push(error);
            if (stop) return;
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }
      });
      await until(() => acknowledged.length >= round * 40);
      await killServer();
      await restartServer();
      const before = acknowledged.length;
      await until(() => acknowledged.length > before);
      stop = true;
      await Promise.all(load);
    }
    expect(faults).toEqual([]);
    const numbers: number[] = [];
    const stored = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await store.submissions.list({
        visitorId: visitor,
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (page.kind !== 'page') throw new Error(page.kind);
      for (const { id, number } of page.items) {
        stored.add(id);
        numbers.push(number);
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(numbers.sort((a, b) => a - b)).toEqual(upTo(stored.size));
    // Each of them has a job: none has to be found by the sweep.
    expect(await store.attempts.requeueLost()).toBe(0);
  });

  test('interrupts no judging that can wait for it', async () => {
    const visitor = await furnish(store);
    const began = signalled();
    const goOn = signalled();
    const queue = await openJudgingQueue({
      url: server.url,
      store,
      concurrency: 1,
      handler: async (lease) => {
        began.resolve();
        await lease.append([started(lease.assignment.attempt)]);
        await goOn.promise;
        for (const _ of upTo(5)) await lease.append([started(lease.assignment.attempt)]);
        const { report, finished } = accepted();
        await lease.finish(report, finished);
      },
    });
    try {
      const submission = await submit(store, visitor);
      await began.promise;
      await killServer();
      goOn.resolve();
      await restartServer();
      await until(async () => (await store.submissions.get(submission))?.summary.state === 'finished');
      const events = await store.events.after(submission, 0);
      expect(seqs(events)).toEqual(upTo(events.length));
      expect(kinds(events)).toEqual([
        'queued',
        'started',
        'started',
        'started',
        'started',
        'started',
        'started',
        'finished',
      ]);
      // The queue goes on, too.
      const next = await submit(store, visitor);
      await until(async () => (await store.submissions.get(next))?.summary.state === 'finished');
    } finally {
      await queue.stop({ graceMs: 0 });
    }
  });
});
