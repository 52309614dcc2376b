import { Problem, Recording } from '@lockstep/protocol';
import { openJudgingQueue } from '@lockstep/store';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Browser, openTestPostgres, openTestServer, secretiveExercise, type TestServer } from './support.ts';

const RECORDING: Recording = {
  version: 1,
  call: 'count(2)',
  histories: {
    merging: 'none',
    points: [{ process: '0', announcement: { operation: { kind: 'pause' }, line: 1 } }],
    stands: [0],
    steps: [],
    children: [],
    labels: [],
    blocks: [],
  },
  outcomes: [{ key: '{"kind":"stuck"}', text: 'never ends', right: false }],
};

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  server = await openTestServer(postgres.postgres.url);
  await server.store.exercises.publish([secretiveExercise()]);
  browser = new Browser(server.app);
});
afterEach(() => server.close());

it("what was learned of an explored call goes to the submission's visitor, and to nobody else", async () => {
  const { id } = (await browser.submit('x')).json();
  const kept = Promise.withResolvers<void>();
  const queue = await openJudgingQueue({
    url: server.databaseUrl,
    store: server.store,
    concurrency: 1,
    handler: async (lease) => {
      await lease.keepRecording(1, RECORDING);
      await lease.retry();
      kept.resolve();
    },
  });
  await kept.promise;
  await queue.stop();
  const ask = (scope: string, by = browser) => by.request({ url: `/api/submissions/${id}/recordings/${scope}` });
  const found = await ask('1');
  expect(found.statusCode).toBe(200);
  expect(Recording.parse(found.json())).toEqual(RECORDING);
  const stranger = new Browser(server.app);
  await stranger.submit('y');
  for (const [scope, by, status] of [
    ['0', browser, 404],
    ['1', stranger, 404],
    ['1', new Browser(server.app), 404],
    ['-1', browser, 400],
    ['one', browser, 400],
  ] as const) {
    const refused = await ask(scope, by);
    expect(refused.statusCode).toBe(status);
    expect(Problem.parse(refused.json()).status).toBe(status);
  }
});
