import { Slug, SubmissionId, type Verdict, type VisitorId, verdictCode } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTestDatabase,
  openStore,
  type Postgres,
  type Store,
  StoredDataInvalid,
  type TestDatabase,
} from '../src/index.ts';
import { exercise, furnish, kinds, newVisitor, SLUG, seqs, sql, startTestServer, submit, upTo } from './support.ts';

const OTHER = Slug.parse('dining-philosophers');

let server: Postgres;
let database: TestDatabase;
let store: Store;
let now: Date;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.destroy());

beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00.000Z');
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, prepare: false, now: () => now, maxUnfinishedPerVisitor: 3 });
});

afterEach(async () => {
  await store.close();
  await database.drop();
});

/** Ends a submission as judging would. */
async function end(id: SubmissionId, verdict: Verdict): Promise<void> {
  await sql(
    database.url,
    `UPDATE submission SET state = 'finished', verdict = $2, code = $3, sentence = '', report = '{}', judging_ms = 1, finished_at = now()
     WHERE id = $1`,
    [id, verdict, verdictCode(verdict)],
  );
}

describe('visitors', () => {
  test('are found by their token, which is not in the database', async () => {
    const { id, token } = await newVisitor(store);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await store.visitors.find(token)).toBe(id);
    const [row] = await sql(database.url, 'SELECT visitor::text AS whole FROM visitor');
    expect(row?.whole).not.toContain(token);
    expect(row?.whole).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });

  test('are made once, also by two first requests at the same time', async () => {
    const token = 'A'.repeat(43);
    const ids = await Promise.all([1, 2, 3, 4].map(() => store.visitors.findOrCreate(token)));
    expect(new Set(ids).size).toBe(1);
    expect(await store.visitors.findOrCreate(token)).toBe(ids[0]);
    await expect(store.visitors.findOrCreate('short')).rejects.toThrow(RangeError);
  });

  test('are not found by another token, whatever its shape', async () => {
    const { token } = await newVisitor(store);
    for (const wrong of [
      '',
      'x',
      '\0',
      token.slice(1),
      `${token}A`,
      token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
    ]) {
      expect(await store.visitors.find(wrong)).toBe(null);
    }
  });

  test('are noted as seen at most once an hour', async () => {
    const { token } = await newVisitor(store);
    const seen = async (): Promise<unknown> =>
      (await sql(database.url, 'SELECT last_seen_at FROM visitor'))[0]?.last_seen_at;
    now = new Date('2026-03-01T12:59:59.999Z');
    await store.visitors.find(token);
    expect(await seen()).toEqual(new Date('2026-03-01T12:00:00.000Z'));
    now = new Date('2026-03-01T13:00:00.000Z');
    await store.visitors.find(token);
    expect(await seen()).toEqual(now);
  });
});

describe('exercises', () => {
  test('come back as they were published', async () => {
    const published = exercise({
      statement: 'NUL \0, half a pair \ud83d, "quotes", 1e3 and \u2028.',
      starter: 'x = "\\u0000"\n',
    });
    await store.exercises.publish([published]);
    const found = await store.exercises.bySlug(SLUG);
    expect(found?.exercise).toEqual({ ...published, statement: published.statement.replace('\ud83d', '\ufffd') });
    expect(await store.exercises.revision(found?.revisionId ?? '')).toEqual(found);
  });

  test('get a new revision when their digest changes, and only then', async () => {
    expect(await store.exercises.publish([exercise()])).toEqual({ changed: [SLUG], withdrawn: [] });
    const first = await store.exercises.bySlug(SLUG);
    expect(await store.exercises.publish([exercise()])).toEqual({ changed: [], withdrawn: [] });
    expect(await store.exercises.bySlug(SLUG)).toEqual(first);

    expect(await store.exercises.publish([exercise({ revision: 'b', title: 'New' })])).toEqual({
      changed: [SLUG],
      withdrawn: [],
    });
    const second = await store.exercises.bySlug(SLUG);
    expect(second?.exercise.title).toBe('New');
    expect(second?.revisionId).not.toBe(first?.revisionId);
    expect(await store.exercises.revision(first?.revisionId ?? '')).toEqual(first);

    await store.exercises.publish([exercise()]);
    expect(await store.exercises.bySlug(SLUG)).toEqual(first);
  });

  test('that are gone from the bank are withdrawn, and come back with it', async () => {
    await store.exercises.publish([exercise(), exercise({ slug: OTHER })]);
    expect(await store.exercises.publish([exercise()])).toEqual({ changed: [], withdrawn: [OTHER] });
    expect(await store.exercises.bySlug(OTHER)).toBe(null);
    expect((await store.exercises.current()).map(({ exercise: { slug } }) => slug)).toEqual([SLUG]);
    await store.exercises.publish([exercise(), exercise({ slug: OTHER })]);
    expect((await store.exercises.bySlug(OTHER))?.exercise.slug).toBe(OTHER);
  });

  test('whose package is broken now keep their last good revision, and are listed as broken', async () => {
    await store.exercises.publish([exercise()]);
    const broken = [
      { slug: SLUG, error: 'exercise.yaml: no title' },
      { slug: 'Not A Slug', error: 'a folder' },
    ];
    expect(await store.exercises.publish([], broken)).toEqual({ changed: [], withdrawn: [] });
    expect((await store.exercises.bySlug(SLUG))?.exercise.slug).toBe(SLUG);
    expect(await store.exercises.broken()).toEqual([broken[1], broken[0]]);
    await store.exercises.publish([exercise()]);
    expect(await store.exercises.broken()).toEqual([]);
  });

  test('are listed by track and position', async () => {
    const at = (slug: string, track: number, position: number) =>
      exercise({ slug: Slug.parse(slug), track: { number: track, title: 't', summary: 's' }, position });
    await store.exercises.publish([at('d', 2, 1), at('b', 1, 2), at('a', 1, 1), at('c', 1, 3)]);
    expect((await store.exercises.current()).map(({ exercise: { slug } }) => slug)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('may be published by several servers at once', async () => {
    const bank = ['a', 'b', 'c', 'd', 'e'].map((slug) => exercise({ slug: Slug.parse(slug) }));
    const results = await Promise.all(
      [bank, [...bank].reverse(), bank, [...bank].reverse()].map((exercises) => store.exercises.publish(exercises)),
    );
    expect(results.flatMap(({ changed }) => changed).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await store.exercises.current()).toHaveLength(5);
  });

  test('that were stored by something else are refused, by name', async () => {
    await store.exercises.publish([exercise()]);
    await sql(database.url, `UPDATE exercise_revision SET content = '{"slug": 7}'`);
    await expect(store.exercises.bySlug(SLUG)).rejects.toThrow(StoredDataInvalid);
    await expect(store.exercises.bySlug(SLUG)).rejects.toThrow(/exercise shared-counter, revision/);
  });
});

describe('a submission', () => {
  test('is made with its first event and its job', async () => {
    const visitorId = await furnish(store);
    const made = await store.submissions.create({ visitorId, slug: SLUG, source: 'pass\n', mode: 'full' });
    if (made.kind !== 'created') throw new Error(made.kind);
    expect(made.submission).toMatchObject({
      slug: SLUG,
      mode: 'full',
      state: 'queued',
      number: 1,
      verdict: null,
      finishedAt: null,
    });
    expect(made.queued).toMatchObject({ seq: 1, event: { kind: 'queued', place: 1 } });
    expect(made.queued.at).toBe(made.submission.createdAt);
    expect(await store.events.after(made.submission.id, 0)).toEqual([made.queued]);
    expect(await store.submissions.get(made.submission.id)).toEqual({
      visitorId,
      revisionId: (await store.exercises.bySlug(SLUG))?.revisionId,
      source: 'pass\n',
      summary: made.submission,
    });
    expect(await sql(database.url, 'SELECT data, singleton_key AS key, state FROM pgboss.job')).toEqual([
      { data: { submission: made.submission.id }, key: made.submission.id, state: 'created' },
    ]);
  });

  test('leaves neither row nor event nor job when any of them cannot be written', async () => {
    const visitorId = await furnish(store);
    const counts = `SELECT (SELECT count(*) FROM submission)::int AS rows, (SELECT count(*) FROM submission_event)::int AS events,
      (SELECT count(*) FROM pgboss.job)::int AS jobs`;
    await sql(
      database.url,
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$",
    );
    for (const table of ['submission', 'submission_event', 'pgboss.job']) {
      // After the others have been written, at the end of the transaction.
      await sql(
        database.url,
        `CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()`,
      );
      await expect(submit(store, visitorId)).rejects.toThrow(/refused/);
      expect(await sql(database.url, counts)).toEqual([{ rows: 0, events: 0, jobs: 0 }]);
      await sql(database.url, `DROP TRIGGER refuse ON ${table}`);
    }
    await submit(store, visitorId);
    expect(await sql(database.url, counts)).toEqual([{ rows: 1, events: 1, jobs: 1 }]);
  });

  test('is numbered by visitor and exercise; a samples run has no number', async () => {
    await store.exercises.publish([exercise(), exercise({ slug: OTHER })]);
    const [one, two] = [(await newVisitor(store)).id, (await newVisitor(store)).id];
    const number = async (visitorId: VisitorId, slug: Slug, mode: 'full' | 'samples'): Promise<number> => {
      const made = await store.submissions.create({ visitorId, slug, source: '', mode });
      if (made.kind !== 'created') throw new Error(made.kind);
      await end(made.submission.id, 'wrong-answer');
      return made.submission.number;
    };
    expect(await number(one, SLUG, 'full')).toBe(1);
    expect(await number(one, SLUG, 'samples')).toBe(0);
    expect(await number(one, SLUG, 'full')).toBe(2);
    expect(await number(one, OTHER, 'full')).toBe(1);
    expect(await number(two, SLUG, 'full')).toBe(1);
    expect(await number(one, SLUG, 'full')).toBe(3);
  });

  test('is one of few unfinished ones of its visitor, also when they come at once', async () => {
    const visitorId = await furnish(store);
    const other = (await newVisitor(store)).id;
    const results = await Promise.all(
      upTo(8).map(() => store.submissions.create({ visitorId, slug: SLUG, source: '', mode: 'full' })),
    );
    const made = results.flatMap((result) => (result.kind === 'created' ? [result.submission] : []));
    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    expect(results.filter(({ kind }) => kind !== 'created')).toEqual(
      upTo(5).map(() => ({ kind: 'too-many', unfinished: 3 })),
    );
    await submit(store, other);
    if (made[0] !== undefined) await end(made[0].id, 'race');
    await submit(store, visitorId);
  });

  test('knows its place in the queue', async () => {
    const visitorId = await furnish(store);
    const first = await submit(store, visitorId);
    const second = await submit(store, visitorId);
    await end(first, 'race');
    const third = await submit(store, visitorId);
    const place = async (id: SubmissionId): Promise<unknown> => (await store.events.after(id, 0))[0]?.event;
    expect([await place(first), await place(second), await place(third)]).toEqual([
      { kind: 'queued', place: 1 },
      { kind: 'queued', place: 2 },
      { kind: 'queued', place: 2 },
    ]);
    expect(await store.stats()).toMatchObject({ queued: 2, running: 0 });
  });

  test('is refused for an exercise that is unknown or withdrawn', async () => {
    const visitorId = await furnish(store);
    expect(await store.submissions.create({ visitorId, slug: OTHER, source: '', mode: 'full' })).toEqual({
      kind: 'no-exercise',
    });
    await store.exercises.publish([]);
    expect(await store.submissions.create({ visitorId, slug: SLUG, source: '', mode: 'full' })).toEqual({
      kind: 'no-exercise',
    });
  });

  test('that nobody made is not there', async () => {
    const id = SubmissionId.parse('7f0e1a7e-52a7-4d3a-9a8e-0c4f4c2f7f11');
    expect(await store.submissions.get(id)).toBe(null);
    expect(await store.submissions.report(id)).toBe(null);
    expect(await store.events.after(id, 0)).toEqual([]);
  });

  test('has a verdict if and only if it is finished: the database insists', async () => {
    const id = await submit(store, await furnish(store));
    await expect(sql(database.url, "UPDATE submission SET state = 'finished' WHERE id = $1", [id])).rejects.toThrow(
      /submission_finished_check/,
    );
    await expect(sql(database.url, "UPDATE submission SET verdict = 'accepted' WHERE id = $1", [id])).rejects.toThrow(
      /submission_finished_check/,
    );
    await expect(sql(database.url, "UPDATE submission SET state = 'lost' WHERE id = $1", [id])).rejects.toThrow(
      /submission_state_check/,
    );
  });
});

describe('the history', () => {
  test('is read page by page, newest first, without a gap or a repetition', async () => {
    const visitorId = await furnish(store);
    const made: SubmissionId[] = [];
    for (const n of upTo(7)) {
      const id = await submit(store, visitorId, n === 4 ? 'samples' : 'full');
      await end(id, 'race');
      made.unshift(id);
    }
    // Several of the same millisecond: then the id decides.
    await sql(
      database.url,
      "UPDATE submission SET created_at = '2026-01-01T00:00:00.123Z' WHERE number IN (2, 3, 4, 5)",
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.submissions.list({ visitorId, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      if (page.kind !== 'page') throw new Error(page.kind);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(7);
    expect([...seen].sort()).toEqual([...made].sort());
    const [newest] = seen;
    expect(newest).toBe(made[0]);

    const samples = await store.submissions.list({ visitorId, mode: 'samples' });
    expect(samples.kind === 'page' ? samples.items.map(({ number }) => number) : []).toEqual([0]);
    const elsewhere = await store.submissions.list({ visitorId, slug: OTHER });
    expect(elsewhere).toEqual({ kind: 'page', items: [], next: null });
    const stranger = await store.submissions.list({ visitorId: (await newVisitor(store)).id });
    expect(stranger).toEqual({ kind: 'page', items: [], next: null });
  });

  test('refuses a cursor that is none', async () => {
    const visitorId = await furnish(store);
    for (const cursor of ['', 'x', 'AAAA', Buffer.from('2026-01-01 x').toString('base64url')]) {
      expect(await store.submissions.list({ visitorId, cursor })).toEqual({ kind: 'bad-cursor' });
    }
  });

  test('gives the best verdict for each exercise: accepted, else the last one; our faults and samples count for nothing', async () => {
    await store.exercises.publish([exercise(), exercise({ slug: OTHER })]);
    const visitorId = (await newVisitor(store)).id;
    const judged = async (slug: Slug, verdict: Verdict, mode: 'full' | 'samples' = 'full'): Promise<void> => {
      const made = await store.submissions.create({ visitorId, slug, source: '', mode });
      if (made.kind === 'created') await end(made.submission.id, verdict);
    };
    const best = async (slug: Slug): Promise<unknown> =>
      (await store.submissions.bestVerdicts(visitorId)).get(slug)?.verdict;
    expect(await best(SLUG)).toBe(undefined);
    await judged(SLUG, 'accepted', 'samples');
    expect(await best(SLUG)).toBe(undefined);
    await judged(SLUG, 'judge-error');
    expect(await best(SLUG)).toBe(null);
    await judged(SLUG, 'wrong-answer');
    await judged(SLUG, 'race');
    await judged(SLUG, 'judge-error');
    expect(await best(SLUG)).toBe('race');
    await judged(SLUG, 'accepted');
    await judged(SLUG, 'wrong-answer');
    expect(await best(SLUG)).toBe('accepted');
    await judged(OTHER, 'wrong-answer');
    expect(await best(OTHER)).toBe('wrong-answer');
  });
});

describe('events', () => {
  test('are read after a number, in order and bounded', async () => {
    const id = await submit(store, await furnish(store));
    await sql(
      database.url,
      `INSERT INTO submission_event (submission_id, seq, event) SELECT $1, n, '{"kind": "restarted", "reason": "grader-lost"}' FROM generate_series(2, 1500) n`,
      [id],
    );
    expect(seqs(await store.events.after(id, 1_497))).toEqual([1_498, 1_499, 1_500]);
    expect(seqs(await store.events.after(id, 3, 2))).toEqual([4, 5]);
    expect(await store.events.after(id, 0)).toHaveLength(1_000);
    expect(await store.events.after(id, 1_500)).toEqual([]);
    expect(kinds(await store.events.after(id, 0, 1))).toEqual(['queued']);
  });
});

describe('drafts', () => {
  test('are saved in a chain of versions, so that two tabs cannot overwrite one another', async () => {
    const visitorId = await furnish(store);
    const save = (source: string, follows: number) => store.drafts.save({ visitorId, slug: SLUG, source, follows });
    expect(await store.drafts.find(visitorId, SLUG)).toBe(null);
    expect(await save('one', 0)).toMatchObject({ kind: 'saved', draft: { source: 'one', version: 1 } });
    expect(await save('two', 1)).toMatchObject({ kind: 'saved', draft: { source: 'two', version: 2 } });
    expect(await save('other tab', 1)).toMatchObject({ kind: 'conflict', draft: { source: 'two', version: 2 } });
    expect(await save('other tab', 0)).toMatchObject({ kind: 'conflict', draft: { source: 'two', version: 2 } });
    expect(await store.drafts.find(visitorId, SLUG)).toMatchObject({ source: 'two', version: 2 });
    const both = await Promise.all([save('left', 2), save('right', 2)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['conflict', 'saved']);
    expect(await store.drafts.save({ visitorId, slug: OTHER, source: '', follows: 0 })).toEqual({
      kind: 'no-exercise',
    });
  });
});
