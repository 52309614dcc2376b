import { type Answer, type Question, Slug } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, openStore, type Postgres, type Store, type TestDatabase } from '../src/index.ts';
import { newVisitor, startTestServer } from './support.ts';

const SLUG = Slug.parse('two-each');
const OTHER = Slug.parse('who-unlinks');
const FIRST: Answer = { kind: 'chosen', choices: [1] };

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
  store = await openStore({ url: database.url, prepare: false, now: () => now });
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

function question(changes: Partial<Question> & { readonly revision?: string } = {}): Question {
  const { revision = 'a', ...rest } = changes;
  return {
    slug: SLUG,
    title: 'Two each',
    summary: 'What can it hold?',
    track: { number: 1, title: 'Shared values', summary: 'Value.' },
    position: 1,
    difficulty: 'first-steps',
    minutes: 3,
    tags: [],
    exercises: [Slug.parse('locked-counter')],
    digest: revision.repeat(64),
    statement: 'What?',
    program: null,
    explanation: 'Because.',
    recording: null,
    form: { kind: 'number', value: 2, tolerance: 0, unit: null },
    ...rest,
  };
}

async function revisionOf(slug: Slug): Promise<string> {
  return (await store.questions.bySlug(slug))?.revisionId ?? '';
}

describe('questions', () => {
  test('come back as they were published, by track and position', async () => {
    const [first, second] = [question({ slug: OTHER, position: 1 }), question({ position: 2 })];
    expect(await store.questions.publish([second, first])).toEqual({ changed: [SLUG, OTHER], withdrawn: [] });
    expect((await store.questions.current()).map((one) => one.question)).toEqual([first, second]);
    expect((await store.questions.bySlug(SLUG))?.question).toEqual(second);
    expect(await store.questions.bySlug(Slug.parse('nothing'))).toBe(null);
  });

  test('are withdrawn when they are gone from the bank, unless their package is broken', async () => {
    await store.questions.publish([question(), question({ slug: OTHER })]);
    expect(await store.questions.publish([], [{ slug: OTHER }])).toEqual({ changed: [], withdrawn: [SLUG] });
    expect((await store.questions.current()).map((one) => one.question.slug)).toEqual([OTHER]);
    expect(await store.questions.publish([question(), question({ slug: OTHER })])).toEqual({
      changed: [],
      withdrawn: [],
    });
    expect(await store.questions.current()).toHaveLength(2);
  });

  test('may be published by several servers at once', async () => {
    const bank = ['a', 'b', 'c'].map((slug) => question({ slug: Slug.parse(slug) }));
    const results = await Promise.all([bank, [...bank].reverse(), bank].map((all) => store.questions.publish(all)));
    expect(results.flatMap(({ changed }) => changed).sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('answers', () => {
  test('are numbered for each visitor and question, also when two come at once', async () => {
    await store.questions.publish([question(), question({ slug: OTHER })]);
    const [one, two] = [await newVisitor(store), await newVisitor(store)];
    const answer = (visitorId: typeof one.id, slug: Slug, right = false) =>
      revisionOf(slug).then((revisionId) =>
        store.questions.answer({ visitorId, slug, revisionId, answer: FIRST, right }),
      );
    const numbers = await Promise.all([1, 2, 3, 4].map(async () => (await answer(one.id, SLUG))?.number));
    expect([...numbers].sort()).toEqual([1, 2, 3, 4]);
    expect(await answer(two.id, SLUG, true)).toEqual({
      number: 1,
      answer: FIRST,
      right: true,
      answeredAt: '2026-03-01T12:00:00.000Z',
    });
    expect((await answer(one.id, OTHER))?.number).toBe(1);
  });

  test('of a visitor give the standing: right once is right', async () => {
    await store.questions.publish([question(), question({ slug: OTHER })]);
    const { id: visitorId } = await newVisitor(store);
    const { id: stranger } = await newVisitor(store);
    for (const [slug, right] of [
      [SLUG, false],
      [SLUG, true],
      [SLUG, false],
      [OTHER, false],
    ] as const) {
      await store.questions.answer({ visitorId, slug, revisionId: await revisionOf(slug), answer: FIRST, right });
    }
    expect(await store.questions.standings(visitorId)).toEqual(
      new Map([
        [SLUG, true],
        [OTHER, false],
      ]),
    );
    expect(await store.questions.standings(stranger)).toEqual(new Map());
  });

  test('belong to the revision that was answered', async () => {
    await store.questions.publish([question()]);
    const { id: visitorId } = await newVisitor(store);
    const old = await revisionOf(SLUG);
    for (const value of [1, 2]) {
      await store.questions.answer({
        ...{ visitorId, slug: SLUG, revisionId: old, right: value === 2 },
        answer: { kind: 'number', value },
      });
    }
    expect(await store.questions.lastAnswer(visitorId, old)).toMatchObject({ number: 2, answer: { value: 2 } });
    await store.questions.publish([question({ revision: 'b' })]);
    expect(await store.questions.lastAnswer(visitorId, await revisionOf(SLUG))).toBe(null);
  });

  test('are bounded in number, and the last ones stay', async () => {
    await store.questions.publish([question()]);
    const { id: visitorId } = await newVisitor(store);
    const one = { visitorId, slug: SLUG, revisionId: await revisionOf(SLUG), answer: FIRST, right: false };
    for (let given = 1; given <= 200; given++) expect((await store.questions.answer(one))?.number).toBe(given);
    expect(await store.questions.answer(one)).toBe(null);
    expect(await store.questions.lastAnswer(visitorId, one.revisionId)).toMatchObject({ number: 200 });
  });
});
