/** Rejudging changes nothing until it is applied, and then whole records, once. */
import type { AccountId, Recording, SubmissionId, VisitorId } from '@lockstep/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestDatabase,
  openJudgingQueue,
  openStore,
  type Postgres,
  type Store,
  type TestDatabase,
} from '../src/index.ts';
import { accepted, exercise, kinds, newVisitor, SLUG, seqs, sql, started, startTestServer, upTo } from './support.ts';

let server: Postgres;
let database: TestDatabase;
let store: Store;
let admin: AccountId;
let visitorId: VisitorId;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.destroy());
beforeEach(async () => {
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, prepare: false, maxUnfinishedPerVisitor: 100 });
  await store.exercises.publish([exercise({ revision: 'a' })]);
  const link = await store.accountLinks.firstAdmin();
  const passwordHash = '$argon2id$v=19$m=19456,p=1,t=2$aaaa$bbbb';
  const used = await store.accountLinks.use(link?.token ?? '', {
    email: 'root@example.org',
    name: 'Root',
    passwordHash,
  });
  if (used.kind !== 'used') throw new Error(used.kind);
  admin = used.account.id;
  visitorId = (await newVisitor(store)).id;
  return async () => {
    await store.close();
    await database.drop();
  };
});

async function submit(source: string, mode: 'full' | 'samples' = 'full'): Promise<SubmissionId> {
  const made = await store.submissions.create({ visitorId, slug: SLUG, source, mode });
  if (made.kind !== 'created') throw new Error(made.kind);
  return made.submission.id;
}

/** Judges so many: what names the word is a race, everything else is accepted; each leaves a recording. */
async function judge(count: number, race = 'never'): Promise<void> {
  let left = count;
  const done = Promise.withResolvers<void>();
  const queue = await openJudgingQueue({
    url: database.url,
    store,
    concurrency: 1,
    handler: async (lease) => {
      const { source, attempt, revisionId } = lease.assignment;
      const { report, finished } = accepted();
      const told = source.includes(race)
        ? ({ verdict: 'race', code: 'RC', claim: null, sentence: 'It loses updates.' } as const)
        : {};
      await lease.append([started(attempt), { kind: 'phase', phase: 'compile', status: 'passed', wallMs: 1 }]);
      await lease.keepRecording(0, recording(revisionId));
      await lease.finish({ ...report, ...told }, { ...finished, ...told });
      left -= 1;
      if (left === 0) done.resolve();
    },
  });
  await done.promise;
  await queue.stop({ graceMs: 0 });
}

/** What the program did, as `text` has it. */
const recording = (text: string): Recording => ({
  version: 1,
  call: 'count(2)',
  histories: {
    merging: 'none',
    points: [{ process: '0', announcement: { operation: { kind: 'pause' }, line: 1, label: 'NUL \0' } }],
    stands: [0],
    steps: [],
    children: [],
    labels: [],
    blocks: [],
  },
  outcomes: [{ key: '{}', text, right: true }],
});

const start = async () => {
  const begun = await store.rejudges.start(SLUG, 'all', admin);
  if (begun.kind !== 'started') throw new Error(begun.kind);
  return begun.id;
};
const recordOf = async (id: SubmissionId) => {
  const [row] = await sql(database.url, 'SELECT revision_id, verdict, report, last_seq FROM submission WHERE id = $1', [
    id,
  ]);
  return { row, events: await store.events.after(id, 0) };
};

describe('a rejudging', () => {
  test('judges aside, lists what came out differently, and gives whole records to those it is applied to, once', async () => {
    const [same, other] = [await submit('right'), await submit('racy')];
    await submit('right', 'samples');
    await judge(3);
    await store.exercises.publish([exercise({ revision: 'b' })]);
    const late = await submit('right');
    const before = await Promise.all([same, other].map(recordOf));
    const id = await start();
    expect(await store.rejudges.start(SLUG, 'all', admin)).toEqual({ kind: 'running', id });
    expect(await store.rejudges.apply(id, 'all', admin)).toBe('running');
    await judge(3, 'racy');
    expect(await store.rejudges.get(id)).toMatchObject({
      state: 'finished',
      current: true,
      total: 2,
      ended: 2,
      differences: 1,
      applied: 0,
    });
    expect(await store.rejudges.differences(id, { limit: 10 })).toMatchObject({
      items: [
        {
          submission: other,
          who: 'practice',
          before: { verdict: 'accepted' },
          after: { verdict: 'race', claim: null },
        },
      ],
      next: null,
    });
    expect(await Promise.all([same, other].map(recordOf))).toEqual(before);
    const mine = await store.submissions.list({ visitorId });
    expect(mine.kind === 'page' ? mine.items.map((item) => item.id).includes(late) && mine.items.length : 0).toBe(4);

    const stranger = '00000000-0000-4000-8000-000000000000' as SubmissionId;
    const chosen = await store.rejudges.apply(id, [other, stranger], admin);
    expect(chosen).toEqual({ applied: 1, skipped: [{ submission: stranger, reason: 'unknown' }], left: 0 });
    const now = await recordOf(other);
    expect(now.row).toMatchObject({ verdict: 'race', report: { verdict: 'race' } });
    expect(now.row?.revision_id).not.toBe(before[1]?.row?.revision_id);
    expect(seqs(now.events)).toEqual(upTo(Number(now.row?.last_seq)));
    expect(kinds(now.events)).toEqual(['queued', 'started', 'phase', 'finished']);
    const kept = await store.submissions.recording(other, 0);
    expect(kept?.outcomes[0]?.text).toBe(now.row?.revision_id);
    const [old] = await sql(database.url, 'SELECT revision_id, content FROM superseded_result');
    expect(old).toMatchObject({
      revision_id: before[1]?.row?.revision_id,
      content: { verdict: 'accepted', report: { verdict: 'accepted' }, events: expect.anything() },
    });
    expect(JSON.stringify(old?.content)).toContain(String(before[1]?.row?.revision_id));
    expect(await store.rejudges.apply(id, [other], admin)).toEqual({ applied: 0, skipped: [], left: 0 });
    expect(await recordOf(other)).toEqual(now);

    // Judged anew meanwhile, as by another rejudging.
    await sql(database.url, "UPDATE submission SET finished_at = finished_at + interval '1 s' WHERE id = $1", [same]);
    expect(await store.rejudges.apply(id, 'all', admin)).toEqual({
      applied: 0,
      skipped: [{ submission: same, reason: 'judged-anew' }],
      left: 0,
    });
    expect((await recordOf(same)).events).toEqual(before[0]?.events);
    // The verdict is the candidate's now.
    expect((await store.submissions.get(other))?.summary).toMatchObject({ number: 2, verdict: 'race', claim: null });
    const revisions = await store.publications.revisions(SLUG);
    expect(revisions.map(({ current, submissions }) => [current, submissions])).toEqual([
      [true, 2],
      [false, 1],
    ]);
  });

  test('is cancelled, outdated by what is published after it, and leaves nothing of people who are erased', async () => {
    const submission = await submit('the mark of ada');
    await judge(1);
    expect(await store.rejudges.start(SLUG, 'all', admin)).toEqual({ kind: 'nothing' });
    await store.exercises.publish([exercise({ revision: 'b' })]);
    const id = await start();
    expect(await store.rejudges.cancel(id, admin)).toBe('cancelled');
    expect(await store.rejudges.cancel(id, admin)).toBe('ended');
    expect(await store.rejudges.get(id)).toMatchObject({ state: 'cancelled', total: 1, ended: 1 });
    const skipped = [{ submission, reason: 'not-judged' }];
    expect(await store.rejudges.apply(id, [submission], admin)).toEqual({ applied: 0, skipped, left: 0 });
    const second = await start();
    await judge(1);
    await store.exercises.publish([exercise({ revision: 'c' })]);
    expect(await store.rejudges.apply(second, 'all', admin)).toBe('outdated');
    expect(await store.erasure.eraseVisitorsUnseenFor(-1)).toBe(1);
    expect(await sql(database.url, "SELECT id FROM submission WHERE source LIKE '%ada%'")).toEqual([]);
    expect(await store.rejudges.get(second)).toMatchObject({ state: 'finished', total: 0 });
  });
});
