/** The call of a submission of mode `own`, as the database holds it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, openStore, type Postgres, type Store } from '../src/index.ts';
import { exercise, newVisitor, SLUG, startTestServer } from './support.ts';

let server: Postgres;
let store: Store;

beforeAll(async () => {
  server = await startTestServer();
  store = await openStore({ url: (await createTestDatabase(server.url)).url });
  await store.exercises.publish([exercise()]);
});
afterAll(async () => {
  await store.close();
  await server.destroy();
});

test('is kept, and no other mode has one', async () => {
  const visitorId = (await newVisitor(store)).id;
  const made = await store.submissions.create({
    visitorId,
    slug: SLUG,
    source: '',
    mode: 'own',
    call: 'count(1, 2)',
  });
  expect(made).toMatchObject({ submission: { mode: 'own', call: 'count(1, 2)', number: 0 } });
  for (const wrong of [{ mode: 'own' }, { mode: 'full', call: 'count(1, 2)' }] as const) {
    await expect(store.submissions.create({ visitorId, slug: SLUG, source: '', ...wrong })).rejects.toThrow();
  }
});
