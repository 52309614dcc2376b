/** The table of candidates' submissions against a plain list: every filter, every page, whatever is typed. */
import {
  type AccountId,
  InterviewSettings,
  type Slug,
  Slug as SlugSchema,
  type SubmissionFilter,
  type SubmissionRow,
  VERDICTS,
  type Verdict,
  verdictCode,
} from '@lockstep/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, openStore, type Postgres, type Store, type TestDatabase } from '../../src/index.ts';
import { exercise, newVisitor, sql, startTestServer } from '../support.ts';

const SLUGS = ['shared-counter', 'bank-transfer', 'ping-pong'].map((slug) => SlugSchema.parse(slug));
const NAMES = ['Ada Lovelace', 'ada byron', 'Žofie 100%', 'Bob_1', "O'Neil \\ co"];
const WORDS = ['lock', 'queue', 'value', 'process', 'join', 'acquire', 'rare-word'];
const CLAIMS = [
  { kind: 'exhaustive', interleavings: '684', states: 158, merged: false, loops: false, reduced: false },
  { kind: 'bounded', preemptions: 2, states: 10 },
  { kind: 'sampled', schedules: '5000', reason: null },
] as const;
const HASH = '$argon2id$v=19$m=19456,p=1,t=2$aaaa$bbbb';
const HOUR_MS = 3_600_000;
const BEGAN = Date.UTC(2026, 3, 1);

/** What the list knows of a submission: all that the table should. */
interface Listed {
  readonly id: string;
  readonly createdAt: string;
  readonly slug: Slug;
  readonly candidate: string;
  readonly sitting: string;
  readonly interview: string;
  readonly verdict: Verdict | null;
  readonly claim: string | null;
  readonly state: string;
  readonly text: string;
}

let server: Postgres;
let database: TestDatabase;
let store: Store;
let listed: Listed[] = [];
const clock = () => new Date(BEGAN);

beforeAll(async () => {
  server = await startTestServer();
  database = await createTestDatabase(server.url);
  store = await openStore({ url: database.url, maxUnfinishedPerVisitor: 1_000, now: clock });
  await store.exercises.publish(SLUGS.map((slug) => exercise({ slug, title: `Title of ${slug}` })));
  listed = await furnished();
});
afterAll(async () => {
  await store.close();
  await server.destroy();
});

/** Sittings of three interviews and 90 submissions; many of them at the same moment. Beside them everybody's practice. */
async function furnished(): Promise<Listed[]> {
  const link = await store.accountLinks.firstAdmin();
  const used = await store.accountLinks.use(link?.token ?? '', {
    email: 'a@example.org',
    name: 'A',
    passwordHash: HASH,
  });
  if (used.kind !== 'used') throw new Error(used.kind);
  const sittings = await Promise.all(['one', 'two', 'three'].map((title) => sat(title, used.account.id)));
  const all = sittings.flat();
  const drawn = fc.record({
    sitting: fc.constantFrom(...all),
    slug: fc.constantFrom(...SLUGS),
    words: fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }),
    hour: fc.integer({ min: 0, max: 20 }),
    verdict: fc.option(fc.constantFrom(...VERDICTS)),
    claim: fc.constantFrom(...CLAIMS),
  });
  const made: Listed[] = [];
  const finished: unknown[] = [];
  for (const { sitting, slug, words, hour, verdict, claim } of fc.sample(drawn, { seed: 20_260_504, numRuns: 90 })) {
    const { visitorId, ...face } = sitting;
    const source = `def count(n):\n    ${words.join('.')}(n)\n`;
    const created = await store.submissions.create({ visitorId, slug, source, mode: 'full' });
    if (created.kind !== 'created') throw new Error(created.kind);
    const { id } = created.submission;
    const createdAt = new Date(BEGAN + hour * HOUR_MS).toISOString();
    const stands = verdict === 'accepted' ? claim : null;
    finished.push({ id, createdAt, verdict, code: verdict === null ? null : verdictCode(verdict), claim: stands });
    const text = [face.candidate, slug, `Title of ${slug}`, id, source].join('\n');
    made.push({
      ...face,
      id,
      createdAt,
      slug,
      verdict,
      text,
      claim: stands?.kind ?? null,
      state: verdict === null ? 'queued' : 'finished',
    });
    if (made.length % 9 === 0) await store.submissions.create({ visitorId, slug, source, mode: 'samples' });
  }
  const practice = (await newVisitor(store)).id;
  for (const slug of SLUGS) await store.submissions.create({ visitorId: practice, slug, source: 'lock', mode: 'full' });
  await sql(
    database.url,
    `UPDATE submission SET created_at = row."createdAt", verdict = row.verdict, code = row.code, claim = row.claim,
       claim_kind = row.claim->>'kind', flags = '{}', state = CASE WHEN row.verdict IS NULL THEN 'queued' ELSE 'finished' END,
       sentence = CASE WHEN row.verdict IS NULL THEN NULL ELSE '' END, judging_ms = CASE WHEN row.verdict IS NULL THEN NULL ELSE 1 END,
       report = CASE WHEN row.verdict IS NULL THEN NULL ELSE '{}'::json END,
       finished_at = CASE WHEN row.verdict IS NULL THEN NULL ELSE now() END
     FROM json_to_recordset($1::json) AS row (id uuid, "createdAt" timestamptz, verdict text, code text, claim json)
     WHERE submission.id = row.id`,
    [JSON.stringify(finished)],
  );
  const key = ({ createdAt, id }: Listed): string => `${createdAt} ${id}`;
  return made.sort((a, b) => (key(a) > key(b) ? -1 : 1));
}

async function sat(title: string, actor: AccountId) {
  const settings = InterviewSettings.parse({
    ...{ title, items: SLUGS.map((slug) => ({ kind: 'exercise', slug })), minutes: 60, opensAt: null, closesAt: null },
    // A NUL, which json operators fail on.
    ...{ submissions: null, feedback: 'findings', instructions: 'a\0b' },
  });
  const interview = await store.interviews.create(settings, actor);
  return Promise.all(
    NAMES.map(async (candidate) => {
      const made = await store.sittings.create(interview, candidate, actor);
      if (typeof made === 'string') throw new Error(made);
      const sitting = await store.sittings.get(made.id);
      if (sitting === null) throw new Error('the sitting is gone');
      await store.sittings.start(made.id);
      return { sitting: made.id, interview, candidate, visitorId: sitting.visitorId };
    }),
  );
}

/** All pages, one after the other. */
async function walk(filter: SubmissionFilter, limit: number): Promise<SubmissionRow[]> {
  const rows: SubmissionRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await store.submissionSearches.page({ filter, cursor, limit });
    if (page === null) throw new Error('our own cursor was refused');
    expect(page.items.length).toBeLessThanOrEqual(limit);
    rows.push(...page.items);
    if (rows.length > listed.length) throw new Error('the pages do not end');
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

function fits(row: Listed, filter: SubmissionFilter): boolean {
  const oneOf = (values: string | readonly string[] | undefined, value: string | null): boolean =>
    values === undefined || values.length === 0 || [values].flat().some((one) => one === value);
  return (
    oneOf(filter.exercise, row.slug) &&
    oneOf(filter.verdict, row.verdict) &&
    oneOf(filter.claim, row.claim) &&
    oneOf(filter.state, row.state) &&
    row.candidate.toLowerCase().includes((filter.candidate ?? '').toLowerCase()) &&
    (filter.sitting === undefined || filter.sitting === row.sitting) &&
    (filter.interview === undefined || filter.interview === row.interview) &&
    (filter.from === undefined || Date.parse(row.createdAt) >= Date.parse(filter.from)) &&
    (filter.to === undefined || Date.parse(row.createdAt) < Date.parse(filter.to)) &&
    (filter.q === undefined || speaksOf(row, filter.q))
  );
}

/** Whether a row has the words of a search without `or`. */
function speaksOf({ text }: Listed, q: string): boolean {
  const plain = (some: string): string =>
    ` ${some
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  return q.split(' ').every((word) => {
    const has = plain(text).includes(plain(word.replace(/^-/, '')));
    return word.startsWith('-') ? !has : has;
  });
}

/** Filters of which some fit many, some few, some none. */
function filters(): fc.Arbitrary<SubmissionFilter> {
  const any = <T>(...values: readonly T[]) => fc.constantFrom(...values);
  const several = <T>(...values: readonly T[]) => fc.oneof(any(...values), fc.subarray([...values]));
  const hour = fc.integer({ min: -1, max: 22 }).map((hours) => new Date(BEGAN + hours * HOUR_MS).toISOString());
  const word = any(...WORDS, 'shared-counter', 'title', 'ada', 'žofie', 'missing', 'lock.queue', 'count');
  const query = fc
    .array(fc.tuple(any('', '', '-'), word), { minLength: 1, maxLength: 3 })
    .map((words) => words.map(([sign, text]) => `${sign}${text}`).join(' '));
  const all = {
    exercise: several(...SLUGS),
    verdict: several('accepted', 'race', 'deadlock', 'leak', 'judge-error'),
    claim: several('exhaustive', 'bounded', 'sampled'),
    state: several('queued', 'finished', 'running'),
    candidate: any('ada', 'ADA', 'ŽOF', '%', '_', '\\', "'", '', 'nobody'),
    sitting: fc.nat().map((at) => listed[at % listed.length]?.sitting),
    interview: fc.nat().map((at) => listed[at % listed.length]?.interview),
    from: fc.oneof(hour, any('2026-04-01', '0001-01-01')),
    to: fc.oneof(hour, any('2026-04-02', '9999-12-31')),
    q: query,
  } as const;
  const names = Object.keys(all) as (keyof typeof all)[];
  const few = fc.oneof(...[1, 2, 3].map((kept) => fc.subarray(names, { minLength: kept, maxLength: kept })));
  return few.chain((kept) =>
    fc.record(Object.fromEntries(kept.map((name) => [name, all[name]]))),
  ) as fc.Arbitrary<SubmissionFilter>;
}

describe('walking all pages', () => {
  test('of any filter gives what a plain list does, each once, newest first; the count agrees', async () => {
    await fc.assert(
      fc.asyncProperty(filters(), fc.integer({ min: 1, max: 60 }), async (filter, limit) => {
        const wanted = listed.filter((row) => fits(row, filter)).map(({ id }) => id);
        expect((await walk(filter, limit)).map(({ id }) => id)).toEqual(wanted);
        expect(await store.submissionSearches.count(filter)).toEqual({ count: wanted.length });
      }),
      { numRuns: 150 },
    );
  });

  test('without a filter gives every submission of a candidate and nobody’s practice', async () => {
    const rows = await walk({}, 7);
    expect(rows.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
    expect(rows[0]).toMatchObject({ title: `Title of ${rows[0]?.slug}`, interview: { id: listed[0]?.interview } });
  });
});

describe('whatever is typed', () => {
  test('as a search or a name is an answer, never an error', async () => {
    const nasty = fc.constantFrom(
      '"',
      "'",
      '\\',
      '\0',
      '-',
      ' or ',
      '(',
      ')',
      '&',
      '|',
      '!',
      ':*',
      '<->',
      '%',
      '_',
      '\uD800',
      'é',
      '\u200B',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(nasty, fc.constantFrom(...WORDS))).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const { count } = await store.submissionSearches.count({ q: typed, candidate: typed.slice(0, 5) });
        expect(count).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });

  test('finds an id, its first part, and alternatives', async () => {
    const [{ id } = { id: '' }] = listed;
    const found = async (q: string) => (await walk({ q }, 50)).map((row) => row.id);
    expect(await found(id)).toEqual([id]);
    expect(await found(id.toUpperCase().slice(0, 8))).toEqual([id]);
    expect(await found('rare-word or missing')).toEqual(await found('"rare word"'));
    expect(await found('!!!')).toEqual([]);
  });

  test('as a cursor is refused, or leads somewhere', async () => {
    const place = (at: string) => Buffer.from(`${at} ${listed[0]?.id}`).toString('base64url');
    for (const cursor of [
      'x',
      place('yesterday'),
      place('0000-01-01T00:00:00.000Z'),
      Buffer.from('{}').toString('base64url'),
    ]) {
      expect(await store.submissionSearches.page({ filter: {}, cursor, limit: 5 })).toBeNull();
    }
    const from = (at: string) => store.submissionSearches.page({ filter: {}, cursor: place(at), limit: 5 });
    expect((await from('9999-12-31T23:59:59.999Z'))?.items).toHaveLength(5);
    expect((await from('1970-01-01T00:00:00.000Z'))?.items).toEqual([]);
  });
});

test('what occurs is told with how often', async () => {
  const facets = await store.submissionSearches.facets();
  const count = (fit: (row: Listed) => boolean): number => listed.filter(fit).length;
  expect(facets.exercises).toEqual(
    SLUGS.toSorted().map((slug) => ({
      slug,
      title: `Title of ${slug}`,
      submissions: count((row) => row.slug === slug),
    })),
  );
  for (const { verdict, submissions } of facets.verdicts)
    expect(submissions).toBe(count((row) => row.verdict === verdict));
  expect(facets.interviews).toHaveLength(3);
  for (const { id, submissions } of facets.interviews) expect(submissions).toBe(count((row) => row.interview === id));
});
