/** What admins see of the judging and do about it, with a grader that runs. */
import { FailedJudgingPage, JudgingView, StorageView, SubmissionSummary } from '@lockstep/protocol';
import { openJudgingQueue } from '@lockstep/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstAdmin } from './accounts.ts';
import {
  acceptNext,
  Browser,
  HIDDEN,
  openTestPostgres,
  openTestServer,
  secretiveExercise,
  type TestServer,
} from './support.ts';

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let admin: Browser;
let candidate: Browser;
let stop = async (): Promise<void> => {};

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  server = await openTestServer(postgres.postgres.url);
  await server.store.exercises.publish([secretiveExercise()]);
  admin = await firstAdmin(server);
  candidate = new Browser(server.app);
});
afterEach(async () => {
  await stop();
  stop = async () => {};
  await server.close();
});

async function submitted(source = 'x'): Promise<string> {
  return SubmissionSummary.parse((await candidate.submit(source)).json()).id;
}

async function judging() {
  return JudgingView.parse((await admin.request({ url: '/api/admin/judging' })).json());
}

async function failures() {
  return FailedJudgingPage.parse((await admin.request({ url: '/api/admin/failures' })).json()).items;
}

/** A grader that does with each submission what it is told. */
async function grader(
  handler: Parameters<typeof openJudgingQueue>[0]['handler'],
  maxFailedAttempts = 3,
): Promise<void> {
  const { store, databaseUrl: url } = server;
  const queue = await openJudgingQueue({ url, store, concurrency: 1, handler, maxFailedAttempts, version: '9.9.9' });
  stop = () => queue.stop({ graceMs: 0 });
}

describe('the judging', () => {
  it('shows what waits, and who judges what', async () => {
    const first = await submitted();
    const second = await submitted();
    expect(await judging()).toMatchObject({
      graders: [],
      queued: 2,
      running: 0,
      items: [{ submission: first }, { submission: second }],
    });
    await grader(({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())));
    const runs = async () => {
      const now = await judging();
      expect(now.running).toBe(1);
      return now;
    };
    const view = await vi.waitFor(runs, { timeout: 20_000 });
    expect(view.graders).toMatchObject([
      { version: '9.9.9', concurrency: 1, alive: true, judging: [{ submission: first, slug: 'locked-counter' }] },
    ]);
    expect(view.longestWaitMs).toBeGreaterThanOrEqual(0);
    await stop();
    stop = async () => {};
    expect((await judging()).graders).toEqual([]);
  });

  it('can be cancelled in a candidate’s stead, and the log says by whom', async () => {
    const id = await submitted();
    const cancel = () => admin.request({ method: 'POST', url: `/api/admin/submissions/${id}/cancel` });
    expect((await cancel()).statusCode).toBe(204);
    expect((await candidate.request({ url: `/api/submissions/${id}` })).json().state).toBe('cancelled');
    const log = (await admin.request({ url: '/api/admin/audit' })).json().items;
    expect(log[0]).toMatchObject({ action: 'judging-cancelled', subject: id, actor: { email: 'root@example.org' } });
    const done = await submitted();
    await acceptNext(server);
    const late = await admin.request({ method: 'POST', url: `/api/admin/submissions/${done}/cancel` });
    expect(late.statusCode).toBe(409);
  });
});

describe('what could not be judged', () => {
  it('is listed with the cause, which its candidate never sees, and is judged again as a submission of its own', async () => {
    const id = await submitted('broken = 1');
    await grader(async () => {
      throw new Error(`the sandbox burst near ${HIDDEN}`);
    }, 1);
    await vi.waitFor(async () => expect(await failures()).toHaveLength(1), { timeout: 20_000 });
    expect(await failures()).toMatchObject([
      { submission: id, attempts: 1, cause: `the sandbox burst near ${HIDDEN}` },
    ]);
    expect((await candidate.request({ url: `/api/submissions/${id}` })).body).not.toContain(HIDDEN);
    await stop();
    stop = async () => {};
    const again = await admin.request({ method: 'POST', url: `/api/admin/submissions/${id}/judge-again` });
    expect(again.statusCode).toBe(201);
    const made = SubmissionSummary.parse(again.json());
    expect(made).toMatchObject({ number: 2, state: 'queued' });
    expect((await candidate.request({ url: `/api/submissions/${made.id}` })).json().source).toBe('broken = 1');
    const early = await admin.request({ method: 'POST', url: `/api/admin/submissions/${made.id}/judge-again` });
    expect(early.statusCode).toBe(409);
  });
});

describe('the storage', () => {
  it('is told table by table', async () => {
    const view = StorageView.parse((await admin.request({ url: '/api/admin/storage' })).json());
    expect(view.tables.map(({ name }) => name)).toContain('submission');
    expect(view.bytes).toBe(view.tables.reduce((sum, { bytes }) => sum + bytes, 0));
    expect([...view.tables].sort((a, b) => b.bytes - a.bytes)[0]).toEqual(view.tables[0]);
  });
});
