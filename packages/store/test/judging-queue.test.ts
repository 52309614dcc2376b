import type { SubmissionId } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestDatabase,
  type EventFeed,
  type JudgingQueue,
  type JudgingQueueOptions,
  type Lease,
  LeaseLost,
  openEventFeed,
  openJudgingQueue,
  openStore,
  type Postgres,
  type Store,
  type TestDatabase,
} from '../src/index.ts';
import {
  accepted,
  furnish,
  kinds,
  runProgram,
  seqs,
  signalled,
  sql,
  started,
  startTestServer,
  submit,
  until,
  upTo,
} from './support.ts';

let server: Postgres;
let database: TestDatabase;
let store: Store;
let feed: EventFeed;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.destroy());

beforeEach(async () => {
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, prepare: false, maxUnfinishedPerVisitor: 100 });
  feed = await openEventFeed({ url: database.url });
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await feed.close();
  await store.close();
  await database.drop();
});

async function open(
  handler: JudgingQueueOptions['handler'],
  options: Partial<JudgingQueueOptions> = {},
): Promise<JudgingQueue> {
  const queue = await openJudgingQueue({
    url: database.url,
    store,
    concurrency: 1,
    superviseEverySeconds: 1,
    handler,
    ...options,
  });
  stops.push(() => queue.stop({ graceMs: 0 }));
  return queue;
}

async function judge(lease: Lease): Promise<void> {
  await lease.append([started(lease.assignment.attempt)]);
  const { report, finished } = accepted();
  await lease.finish(report, finished);
}

/** Resolves with the kinds of its events when the submission has one that satisfies `wanted`. */
async function eventsWith(submission: SubmissionId, wanted: (kind: string) => boolean): Promise<string[]> {
  const { promise, resolve, reject } = signalled<string[]>();
  const look = (): void => {
    store.events.after(submission, 0).then((events) => {
      if (!kinds(events).some(wanted)) return;
      expect(seqs(events)).toEqual(upTo(events.length));
      resolve(kinds(events));
    }, reject);
  };
  const end = feed.subscribe((notice) => {
    if (notice.kind === 'reconnected' || (notice.kind === 'event' && notice.submission === submission)) look();
  });
  look();
  return promise.finally(end);
}

const finished = (submission: SubmissionId): Promise<string[]> => eventsWith(submission, (kind) => kind === 'finished');

/** Makes pg-boss give up the first claim, as if its heartbeats had stopped long ago, and waits until some queue has noticed. */
async function loseFirstClaim(): Promise<void> {
  await until(async () => {
    const held = await sql(
      database.url,
      "UPDATE pgboss.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active' AND retry_count = 0 RETURNING id",
    );
    return held.length === 0;
  });
}

describe('a submission that is cancelled', () => {
  test('while it is judged ends its handler, though that writes nothing', async () => {
    const begun = signalled();
    const ended = signalled<unknown>();
    await open(
      async (lease) => {
        await lease.append([started()]);
        begun.resolve();
        await new Promise((resolve) => lease.signal.addEventListener('abort', resolve, { once: true }));
        ended.resolve(lease.signal.reason);
      },
      { lookEveryMs: 20 },
    );
    const submission = await submit(store, await furnish(store));
    await begun.promise;
    expect(await store.submissions.cancel(submission)).toBe('cancelled');
    expect(await ended.promise).toBeInstanceOf(LeaseLost);
    expect(kinds(await store.events.after(submission, 0))).toEqual(['queued', 'started', 'cancelled']);
  });

  test('while it waits is never handed to anybody, and the next one is', async () => {
    const visitor = await furnish(store);
    const cancelled = await submit(store, visitor);
    const next = await submit(store, visitor);
    await store.submissions.cancel(cancelled);
    const handed: SubmissionId[] = [];
    await open(async (lease) => {
      handed.push(lease.assignment.submission);
      await judge(lease);
    });
    await finished(next);
    expect(handed).toEqual([next]);
    expect(kinds(await store.events.after(cancelled, 0))).toEqual(['queued', 'cancelled']);
  });
});

describe('the judging queue', () => {
  test('hands each submission to the handler and keeps its verdict', async () => {
    const visitor = await furnish(store);
    await open(judge);
    const submissions = [
      await submit(store, visitor),
      await submit(store, visitor, 'samples'),
      await submit(store, visitor),
    ];
    for (const submission of submissions) expect(await finished(submission)).toEqual(['queued', 'started', 'finished']);
    expect(await store.stats()).toEqual({ queued: 0, running: 0, longestWaitMs: null });
  });

  test('takes what was submitted while no grader was there', async () => {
    const submission = await submit(store, await furnish(store));
    await open(judge);
    expect(await finished(submission)).toEqual(['queued', 'started', 'finished']);
  });

  test('judges as many at a time as it is told, and two queues never the same one', async () => {
    const visitor = await furnish(store);
    const submissions = await Promise.all(upTo(24).map(() => submit(store, visitor)));
    const now = new Set<string>();
    const seen: string[] = [];
    const most = { a: 0, b: 0 };
    const running = { a: 0, b: 0 };
    const handler = (queue: 'a' | 'b') => async (lease: Lease) => {
      const { submission } = lease.assignment;
      expect(now.has(submission)).toBe(false);
      now.add(submission);
      seen.push(submission);
      most[queue] = Math.max(most[queue], ++running[queue]);
      await lease.append([started()]);
      await lease.append([started()]);
      now.delete(submission);
      running[queue]--;
      await judge(lease);
    };
    await open(handler('a'), { concurrency: 2 });
    await open(handler('b'), { concurrency: 3 });
    for (const submission of submissions) await finished(submission);
    expect([...seen].sort()).toEqual([...submissions].sort());
    expect(most.a).toBeLessThanOrEqual(2);
    expect(most.b).toBeLessThanOrEqual(3);
  });

  test('judges again what a killed grader had begun', async () => {
    const submission = await submit(store, await furnish(store));
    const grader = runProgram('hanging-grader.ts', database.url);
    stops.push(() => grader.kill());
    expect(await grader.line()).toBe(submission);
    await grader.kill('SIGKILL');
    await open(judge);
    await loseFirstClaim();
    expect(await finished(submission)).toEqual(['queued', 'restarted: grader-lost', 'started', 'finished']);
    expect((await store.submissions.get(submission))?.summary.verdict).toBe('accepted');
  });

  test('lets a grader that was given up for dead write nothing, and tells it to stop', async () => {
    const submission = await submit(store, await furnish(store));
    const firstBegan = signalled<Lease>();
    const goOn = signalled();
    const firstEnded = signalled<unknown>();
    let attempts = 0;
    const handler = async (lease: Lease): Promise<void> => {
      attempts++;
      if (lease.assignment.attempt > 1) return judge(lease);
      firstBegan.resolve(lease);
      await goOn.promise;
      await lease.append([started(1)]).catch(firstEnded.resolve);
    };
    await open(handler, { concurrency: 2 });
    const zombie = await firstBegan.promise;
    await loseFirstClaim();
    expect(await finished(submission)).toEqual(['queued', 'restarted: grader-lost', 'started', 'finished']);
    goOn.resolve();
    expect(await firstEnded.promise).toBeInstanceOf(LeaseLost);
    expect(zombie.signal.aborted).toBe(true);
    expect(attempts).toBe(2);
    expect(kinds(await store.events.after(submission, 0))).toEqual([
      'queued',
      'restarted: grader-lost',
      'started',
      'finished',
    ]);
  });

  test('tries again when the handler fails, and ends as judge-error when it always does', async () => {
    const visitor = await furnish(store);
    const attempts: number[] = [];
    await open(
      async ({ assignment }) => {
        attempts.push(assignment.attempt);
        throw new Error('no sandbox');
      },
      { maxFailedAttempts: 2 },
    );
    const submission = await submit(store, visitor);
    expect(await finished(submission)).toEqual(['queued', 'restarted: judge-error', 'finished']);
    expect(attempts).toEqual([1, 2]);
    expect(await store.submissions.report(submission)).toMatchObject({ verdict: 'judge-error', fault: 'no sandbox' });
  });

  test('takes a handler that ends without a verdict for one that failed', async () => {
    const submission = await submit(store, await furnish(store));
    await open(async () => {}, { maxFailedAttempts: 1 });
    expect(await finished(submission)).toEqual(['queued', 'finished']);
    expect((await store.submissions.report(submission))?.fault).toBe('the handler ended without a verdict');
  });

  test('lets what runs come to its end when it stops', async () => {
    const submission = await submit(store, await furnish(store));
    const began = signalled();
    const goOn = signalled();
    const queue = await open(async (lease) => {
      began.resolve();
      await goOn.promise;
      await judge(lease);
    });
    await began.promise;
    const stopped = queue.stop({ graceMs: 60_000 });
    goOn.resolve();
    await stopped;
    expect(kinds(await store.events.after(submission, 0))).toEqual(['queued', 'started', 'finished']);
    expect(await sql(database.url, 'SELECT state FROM pgboss.job')).toEqual([{ state: 'completed' }]);
  });

  test('gives back what does not end in time, at no cost, and another grader takes it', async () => {
    const submission = await submit(store, await furnish(store));
    const began = signalled<Lease>();
    const first = await open(
      async (lease) => {
        began.resolve(lease);
        await new Promise<void>((resolve) => lease.signal.addEventListener('abort', () => resolve(), { once: true }));
      },
      { maxFailedAttempts: 1 },
    );
    await began.promise;
    await first.stop({ graceMs: 0 });
    expect((await store.submissions.get(submission))?.summary.state).toBe('queued');
    await open(judge, { maxFailedAttempts: 1 });
    expect(await finished(submission)).toEqual(['queued', 'restarted: grader-lost', 'started', 'finished']);
  });

  test('finds submissions whose job was lost', async () => {
    const submission = await submit(store, await furnish(store));
    await sql(database.url, 'DELETE FROM pgboss.job');
    await open(judge);
    expect(await finished(submission)).toEqual(['queued', 'started', 'finished']);
  });
});
