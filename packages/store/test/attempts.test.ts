import type { Recording, SubmissionId } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AttemptKey } from '../src/attempts.ts';
import {
  type Assignment,
  type Claim,
  createTestDatabase,
  judgeError,
  LeaseLost,
  openStore,
  type Postgres,
  type Store,
  type TestDatabase,
} from '../src/index.ts';
import { HeldLease } from '../src/lease.ts';
import { accepted, furnish, kinds, seqs, sql, started, startTestServer, submit, upTo } from './support.ts';

const TRIES = 3;

let server: Postgres;
let database: TestDatabase;
let store: Store;
let submission: SubmissionId;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.destroy());

beforeEach(async () => {
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, prepare: false });
  submission = await submit(store, await furnish(store));
});

afterEach(async () => {
  await store.close();
  await database.drop();
});

/** Claims the submission's job as pg-boss does, the first time or again. */
async function claim(): Promise<Claim> {
  const [job] = await sql(
    database.url,
    `UPDATE pgboss.job SET retry_count = retry_count + CASE WHEN started_on IS NULL THEN 0 ELSE 1 END,
       state = 'active', started_on = now(), heartbeat_on = now() WHERE singleton_key = $1 RETURNING id, retry_count`,
    [submission],
  );
  return { submission, jobId: String(job?.id), retryCount: Number(job?.retry_count), grader: null };
}

async function begin(): Promise<Assignment> {
  const begun = await store.attempts.begin(await claim(), TRIES);
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  return begun.assignment;
}

function lease(assignment: Assignment): HeldLease {
  return new HeldLease(assignment, store.attempts, new AbortController().signal, 1_000);
}

async function events(): Promise<string[]> {
  const stored = await store.events.after(submission, 0);
  expect(seqs(stored)).toEqual(upTo(stored.length));
  return kinds(stored);
}

describe('an attempt', () => {
  test('gets what it needs to judge, and the submission runs', async () => {
    const assignment = await begin();
    expect(assignment).toMatchObject({ submission, mode: 'full', attempt: 1, lastTry: false, lastSeq: 1 });
    expect(assignment.exercise).toEqual((await store.exercises.bySlug(assignment.exercise.slug))?.exercise);
    expect((await store.submissions.get(submission))?.summary.state).toBe('running');
  });

  test('ends with verdict, claim, report and last event together', async () => {
    const held = lease(await begin());
    await held.append([started()]);
    const { report, finished } = accepted();
    await held.finish(report, finished);
    expect(await events()).toEqual(['queued', 'started', 'finished']);
    expect(await store.submissions.report(submission)).toEqual(report);
    expect((await store.submissions.get(submission))?.summary).toMatchObject({
      state: 'finished',
      verdict: 'accepted',
      code: 'AC',
      claim: { kind: 'sampled', schedules: '3', reason: null },
      sentence: 'All 3 runs were right.',
      judgingMs: 812,
    });
  });

  test('keeps what was learned of each scope, and a later one in its place', async () => {
    const held = lease(await begin());
    const recording = (text: string): Recording => ({
      version: 1,
      call: 'count(2)',
      histories: {
        merging: 'none',
        points: [{ process: '0', announcement: { operation: { kind: 'pause' }, line: 1, label: 'NUL \0' } }],
        stands: [0],
        steps: [[0, { kind: 'value', value: ['1'] }, 0]],
        children: [],
        labels: [],
        blocks: [],
      },
      outcomes: [{ key: '{}', text, right: true }],
    });
    await held.keepRecording(0, recording('returned 1'));
    await held.keepRecording(2, recording('returned 2'));
    await held.keepRecording(0, recording('returned 3'));
    expect(await store.submissions.recording(submission, 0)).toEqual(recording('returned 3'));
    expect(await store.submissions.recording(submission, 1)).toBe(null);
    expect(await store.submissions.recording(submission, 2)).toEqual(recording('returned 2'));
    await begin();
    await expect(held.keepRecording(1, recording(''))).rejects.toThrow(LeaseLost);
    expect(await store.submissions.recording(submission, 1)).toBe(null);
  });

  test('may write whatever a program printed', async () => {
    const held = lease(await begin());
    const { report, finished } = judgeError('NUL \0 and half a pair \ud800');
    await held.finish({ ...report, sentence: 'NUL \0 here' }, { ...finished, sentence: 'NUL \0 here' });
    expect((await store.submissions.report(submission))?.fault).toBe('NUL \0 and half a pair \ufffd');
    expect((await store.submissions.get(submission))?.summary.sentence).toBe('NUL \ufffd here');
    expect((await store.events.after(submission, 1))[0]?.event).toMatchObject({ sentence: 'NUL \0 here' });
  });

  test('numbers its events without gaps, however many are written at once', async () => {
    const held = lease(await begin());
    const written = await Promise.all(upTo(40).map((n) => held.append(upTo(1 + (n % 3)).map(() => started(n)))));
    const stored = await store.events.after(submission, 1);
    expect(stored).toEqual(written.flat());
    expect(seqs(stored)).toEqual(upTo(stored.length).map((n) => n + 1));
  });
});

describe('an attempt that was replaced', () => {
  test('can write nothing any more', async () => {
    const old = lease(await begin());
    await old.append([started(1)]);
    const current = lease(await begin());
    expect(current.assignment).toMatchObject({ attempt: 2, lastSeq: 3 });

    const { report, finished } = accepted();
    await expect(old.append([started(1)])).rejects.toThrow(LeaseLost);
    expect(old.signal.aborted).toBe(true);
    const again = lease(old.assignment);
    await expect(again.finish(report, finished)).rejects.toThrow(LeaseLost);
    await expect(lease(old.assignment).retry()).rejects.toThrow(LeaseLost);
    expect(await events()).toEqual(['queued', 'started', 'restarted: grader-lost']);

    await current.append([started(2)]);
    await current.finish(report, finished);
    await expect(lease(old.assignment).finish(report, finished)).rejects.toThrow(LeaseLost);
    expect(await events()).toEqual(['queued', 'started', 'restarted: grader-lost', 'started', 'finished']);
  });

  test('cannot begin again either, when its job is no longer its own', async () => {
    const late = await claim();
    const assignment = await begin();
    expect(await store.attempts.begin(late, TRIES)).toEqual({ kind: 'not-claimed' });
    await lease(assignment).append([started()]);
    expect(await events()).toEqual(['queued', 'started']);
  });
});

describe('a verdict', () => {
  test('is given exactly once, when two leases finish at the same moment', async () => {
    const first = await begin();
    const second = await begin();
    const { report, finished } = accepted();
    const results = await Promise.allSettled(
      [first, second, first, second].map((assignment) => lease(assignment).finish(report, finished)),
    );
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await events()).toEqual(['queued', 'restarted: grader-lost', 'finished']);
  });

  test('is final: a submission that is finished is not begun again', async () => {
    const { report, finished } = accepted();
    const held = lease(await begin());
    await held.finish(report, finished);
    expect(await store.attempts.begin(await claim(), TRIES)).toEqual({ kind: 'over' });
    await expect(held.append([started()])).rejects.toThrow(LeaseLost);
    expect((await events()).filter((kind) => kind === 'finished')).toHaveLength(1);
  });
});

describe('a submission that is cancelled', () => {
  test('while it waits is judged no more', async () => {
    expect(await store.submissions.cancel(submission)).toBe('cancelled');
    expect(await store.attempts.begin(await claim(), TRIES)).toEqual({ kind: 'over' });
    expect(await store.submissions.cancel(submission)).toBe('cancelled-before');
    expect(await events()).toEqual(['queued', 'cancelled']);
  });

  test('while it is judged takes its grader the right to write', async () => {
    const held = lease(await begin());
    await held.append([started()]);
    expect(await store.submissions.cancel(submission)).toBe('cancelled');
    await expect(held.append([started(2)])).rejects.toBeInstanceOf(LeaseLost);
    const { report, finished } = accepted();
    await expect(held.finish(report, finished)).rejects.toBeInstanceOf(LeaseLost);
    expect(await events()).toEqual(['queued', 'started', 'cancelled']);
    expect((await store.submissions.get(submission))?.summary.state).toBe('cancelled');
  });

  test('after its end keeps its verdict', async () => {
    const held = lease(await begin());
    const { report, finished } = accepted();
    await held.finish(report, finished);
    expect(await store.submissions.cancel(submission)).toBe('finished');
    expect((await store.submissions.get(submission))?.summary.verdict).toBe('accepted');
  });
});

describe('a write whose answer was lost', () => {
  test('may be repeated: it is done once', async () => {
    const { attempt, lastSeq } = await begin();
    const key: AttemptKey = { submission, attempt, lastSeq };
    const once = await store.attempts.append(key, [started(), started()]);
    expect(await store.attempts.append(key, [started(), started()])).toEqual(once);
    const after = { ...key, lastSeq: lastSeq + 2 };
    const { report, finished } = accepted();
    const end = await store.attempts.finish(after, report, finished);
    expect(await store.attempts.finish(after, report, finished)).toEqual(end);
    expect(await events()).toEqual(['queued', 'started', 'started', 'finished']);
  });

  test('is refused when it is another one', async () => {
    const { attempt, lastSeq } = await begin();
    await store.attempts.append({ submission, attempt, lastSeq }, [started(), started()]);
    await expect(store.attempts.append({ submission, attempt, lastSeq }, [started()])).rejects.toThrow(LeaseLost);
  });
});

describe('a fault of ours', () => {
  test('gives the submission another try, and says so', async () => {
    const held = lease(await begin());
    expect(await held.retry()).toEqual({ kind: 'again' });
    expect((await store.submissions.get(submission))?.summary.state).toBe('queued');
    expect(await begin()).toMatchObject({ attempt: 2, lastTry: false });
    expect(await events()).toEqual(['queued', 'restarted: judge-error']);
  });

  test('is final at the last try: then the grader has to finish', async () => {
    await lease(await begin()).retry();
    await lease(await begin()).retry();
    const last = lease(await begin());
    expect(last.assignment).toMatchObject({ attempt: 3, lastTry: true });
    expect(await last.retry()).toEqual({ kind: 'exhausted' });
    const { report, finished } = judgeError('no sandbox');
    await last.finish(report, finished);
    expect((await store.submissions.get(submission))?.summary).toMatchObject({
      state: 'finished',
      verdict: 'judge-error',
      claim: null,
    });
  });

  test('ends a submission that takes its grader down each time as judge-error', async () => {
    const attempts = [await begin(), await begin(), await begin()];
    expect(attempts.map(({ attempt, lastTry }) => [attempt, lastTry])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(await store.attempts.begin(await claim(), TRIES)).toEqual({ kind: 'given-up' });
    expect(await events()).toEqual(['queued', 'restarted: grader-lost', 'restarted: grader-lost', 'finished']);
    expect((await store.submissions.report(submission))?.fault).toContain(
      '3 attempts failed, the last one as grader-lost',
    );
    // The last of them is not dead after all. It knows no more events than there were, and still is not heard.
    const { report, finished } = accepted();
    const zombie = lease(attempts[2] ?? (await begin()));
    await expect(zombie.finish(report, finished)).rejects.toThrow(LeaseLost);
    expect((await store.submissions.get(submission))?.summary.verdict).toBe('judge-error');
  });

  test('is not what giving back is: that costs no try', async () => {
    for (const n of upTo(5)) {
      const held = lease(await begin());
      expect(held.assignment).toMatchObject({ attempt: n, lastTry: false });
      await held.giveBack();
      expect(held.signal.aborted).toBe(true);
      await expect(held.append([started()])).rejects.toThrow(LeaseLost);
    }
  });

  test('may be an exercise that cannot be read: the submission ends as judge-error', async () => {
    await sql(database.url, `UPDATE exercise_revision SET content = '{}'`);
    expect(await store.attempts.begin(await claim(), TRIES)).toEqual({ kind: 'given-up' });
    expect(await events()).toEqual(['queued', 'finished']);
    expect((await store.submissions.report(submission))?.fault).toContain('cannot be read');
  });
});

describe('a submission that lost its job', () => {
  test('gets a new one, once, also when several look at the same time', async () => {
    await sql(database.url, 'DELETE FROM pgboss.job');
    const found = await Promise.all(upTo(4).map(() => store.attempts.requeueLost()));
    expect(found.filter((count) => count === 1)).toHaveLength(1);
    expect(found.every((count) => count === null || count <= 1)).toBe(true);
    expect(await sql(database.url, 'SELECT singleton_key AS key, state FROM pgboss.job')).toEqual([
      { key: submission, state: 'created' },
    ]);
    expect(await store.attempts.requeueLost()).toBe(0);
  });

  test('is found whatever became of the job, and in whatever state it is itself', async () => {
    await begin();
    for (const state of ['completed', 'failed', 'cancelled']) {
      await sql(database.url, 'UPDATE pgboss.job SET state = $1', [state]);
      expect(await store.attempts.requeueLost()).toBe(1);
      await sql(database.url, "DELETE FROM pgboss.job WHERE state = 'created'");
    }
  });

  test('is left alone while its job lives, and when it is finished', async () => {
    for (const state of ['created', 'retry', 'active']) {
      await sql(database.url, 'UPDATE pgboss.job SET state = $1', [state]);
      expect(await store.attempts.requeueLost()).toBe(0);
    }
    const { report, finished } = accepted();
    await lease(await begin()).finish(report, finished);
    await sql(database.url, 'DELETE FROM pgboss.job');
    expect(await store.attempts.requeueLost()).toBe(0);
  });
});
