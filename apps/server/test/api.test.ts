import {
  EditorialView,
  ExerciseList,
  ExerciseView,
  Problem,
  SubmissionPage,
  SubmissionSummary,
  SubmissionView,
} from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ALLOWED } from './allowed.ts';
import {
  acceptNext,
  Browser,
  EDITORIAL,
  HIDDEN,
  openTestPostgres,
  openTestServer,
  secretiveExercise,
  type TestServer,
} from './support.ts';

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  server = await openTestServer(postgres.postgres.url);
  await server.store.exercises.publish([secretiveExercise()], [{ slug: 'broken-one', error: 'problem.yaml: title' }]);
  browser = new Browser(server.app);
});
afterEach(() => server.close());

function problem(response: { statusCode: number; headers: Record<string, unknown>; body: string }, status: number) {
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toContain('application/problem+json');
  const document = Problem.parse(JSON.parse(response.body));
  expect(document.status).toBe(status);
  return document;
}

describe('exercises', () => {
  it('are listed with tracks and with what is broken', async () => {
    const list = ExerciseList.parse((await browser.request({ url: '/api/exercises' })).json());
    expect(list.items.map((item) => [item.slug, item.verdict])).toEqual([['locked-counter', null]]);
    expect(list.tracks).toHaveLength(1);
    expect(list.broken).toEqual([{ slug: 'broken-one', error: 'problem.yaml: title' }]);
  });

  it('show a candidate statement, starter and samples', async () => {
    const view = ExerciseView.parse((await browser.request({ url: '/api/exercises/locked-counter' })).json());
    expect(view).toMatchObject({ statement: 'Count.', samples: [{ call: 'count(shown)', expected: "'shown'" }] });
  });

  it('give the editorial to those who were accepted', async () => {
    const url = '/api/exercises/locked-counter/editorial';
    await browser.submit('x');
    problem(await browser.request({ url }), 403);
    await acceptNext(server);
    expect(EditorialView.parse((await browser.request({ url })).json()).editorial).toBe(EDITORIAL);
    problem(await new Browser(server.app).request({ url }), 403);
    problem(await browser.request({ url: '/api/exercises/none/editorial' }), 404);
  });

  it('that do not exist say so', async () => {
    expect(problem(await browser.request({ url: '/api/exercises/none' }), 404).detail).toContain('"none"');
    problem(await browser.request({ url: '/api/exercises/No%20Slug' }), 400);
    problem(await browser.request({ url: '/api/exercises/none/draft' }), 404);
  });
});

describe('nothing hidden', () => {
  it('leaves by any route that a candidate can call', async () => {
    const created = SubmissionSummary.parse((await browser.submit('x = 1')).json());
    const draft = {
      method: 'PUT',
      url: '/api/exercises/locked-counter/draft',
      payload: { source: 'x', follows: 0 },
    } as const;
    const urls = [
      '/api/exercises',
      '/api/exercises/locked-counter',
      '/api/exercises/locked-counter/draft',
      '/api/submissions',
      `/api/submissions/${created.id}`,
      `/api/submissions/${created.id}/events`,
      '/api/health',
      '/docs/json',
    ];
    const cancel = { method: 'POST', url: `/api/submissions/${created.id}/cancel`, payload: {} } as const;
    const answers = [
      await browser.request(draft),
      await browser.request(cancel),
      ...(await Promise.all(urls.map((url) => browser.request({ url })))),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toContain(HIDDEN);
      expect(answer.body).not.toContain(EDITORIAL);
    }
    const editorial = '/api/exercises/locked-counter/editorial';
    const early = await browser.request({ url: editorial });
    expect(problem(early, 403).detail).toContain('after an accepted submission');
    expect(early.body).not.toContain(EDITORIAL);
    // Nothing was forgotten: the description lists every route, and each was asked.
    const { paths } = JSON.parse(answers.at(-1)?.body ?? '{}');
    const asked = [draft.url, cancel.url, editorial, ...urls].map((url) =>
      url.replace(created.id, '{id}').replace('locked-counter', '{slug}'),
    );
    // These have test files of their own; access.test.ts asks all of them.
    const elsewhere = /^\/api\/(questions|account|admin|session|password-resets|interview|sitting)|\/recordings\//;
    for (const path of Object.keys(paths)) if (!elsewhere.test(path)) expect(asked).toContain(path);
  });
});

describe('submissions', () => {
  it('are made with their first event and their job, and are in the history', async () => {
    const response = await browser.submit('def count(n): return n');
    expect(response.statusCode).toBe(201);
    const created = SubmissionSummary.parse(response.json());
    expect(created).toMatchObject({ state: 'queued', number: 1, verdict: null });
    expect(response.headers.location).toBe(`/api/submissions/${created.id}`);
    const view = SubmissionView.parse((await browser.request({ url: `/api/submissions/${created.id}` })).json());
    expect(view.source).toBe('def count(n): return n');
    expect(view.events).toMatchObject([{ seq: 1, event: { kind: 'queued', place: 1 } }]);
    const page = SubmissionPage.parse((await browser.request({ url: '/api/submissions?mode=full' })).json());
    expect(page.items.map((item) => item.id)).toEqual([created.id]);
  });

  it('run a call of your own when it can be read for the exercise', async () => {
    const made = await browser.submit('def count(x): ...', { mode: 'own', call: ' count([1, 2]) ' });
    expect(made.statusCode).toBe(201);
    expect(SubmissionSummary.parse(made.json())).toMatchObject({ mode: 'own', call: 'count([1, 2])', number: 0 });
    const history = await browser.request({ url: '/api/submissions?mode=full' });
    expect(SubmissionPage.parse(history.json()).items).toEqual([]);
    for (const call of ['count(', 'other(1)', 'count(1, 2)', 'count(secret())', ` ${' '.repeat(3_000)}`]) {
      const refused = problem(await browser.submit('x', { mode: 'own', call }), 400);
      expect(refused.errors?.[0]?.path).toBe('body.call');
      expect(refused.detail).not.toContain(HIDDEN);
    }
    problem(await browser.submit('x', { mode: 'own' }), 400);
    problem(await browser.submit('x', { mode: 'full', call: 'count(1)' }), 400);
    problem(await browser.submit('x', { mode: 'own', call: 'count(1)', slug: 'no-such' }), 404);
  });

  it('belong to one visitor; another one cannot even tell that they exist', async () => {
    const { id } = (await browser.submit('x')).json();
    const stranger = new Browser(server.app);
    await stranger.submit('y');
    for (const visitor of [stranger, new Browser(server.app)]) {
      problem(await visitor.request({ url: `/api/submissions/${id}` }), 404);
      problem(await visitor.request({ url: `/api/submissions/${id}/events` }), 404);
    }
    expect((await stranger.request({ url: '/api/submissions' })).json().items).toHaveLength(1);
  });

  it('can be cancelled by their visitor while they are not judged, once and for all', async () => {
    const { id } = (await browser.submit('x')).json();
    const stranger = new Browser(server.app);
    await stranger.submit('y');
    const cancel = (visitor: Browser) =>
      visitor.request({ method: 'POST', url: `/api/submissions/${id}/cancel`, payload: {} });
    problem(await cancel(stranger), 404);
    for (let time = 0; time < 2; time++) {
      const answer = await cancel(browser);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({ id, state: 'cancelled' });
    }
    const { state, events } = (await browser.request({ url: `/api/submissions/${id}` })).json();
    expect(state).toBe('cancelled');
    expect(events.map(({ event }: { event: { kind: string } }) => event.kind)).toEqual(['queued', 'cancelled']);
  });

  it('two first requests of one browser are one visitor', async () => {
    await browser.request({ url: '/api/exercises' });
    const made = await Promise.all([browser.submit('a'), browser.submit('b')]);
    expect(made.map((response) => response.statusCode)).toEqual([201, 201]);
    expect((await browser.request({ url: '/api/submissions' })).json().items).toHaveLength(2);
  });

  it('more at once than a visitor may have are refused with what to do, and the others stay', async () => {
    const answers = [];
    for (let i = 0; i < 7; i++) answers.push(await browser.submit(`x = ${i}`));
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201, 201, 429, 429]);
    const last = answers.at(-1);
    if (last === undefined) throw new Error('no answer');
    expect(problem(last, 429).detail).toContain('your code is kept');
    expect(last.headers['retry-after']).toBe('5');
    expect((await browser.request({ url: '/api/submissions' })).json().items).toHaveLength(5);
  });

  it('a page ends with a cursor for the next one', async () => {
    for (let i = 0; i < 3; i++) await browser.submit(`x = ${i}`);
    const first = SubmissionPage.parse((await browser.request({ url: '/api/submissions?limit=2' })).json());
    const second = SubmissionPage.parse(
      (
        await browser.request({ url: `/api/submissions?limit=2&cursor=${encodeURIComponent(first.next ?? '')}` })
      ).json(),
    );
    expect([...first.items, ...second.items].map((item) => item.number)).toEqual([3, 2, 1]);
    expect(second.next).toBeNull();
    problem(await browser.request({ url: '/api/submissions?cursor=nonsense' }), 400);
  });
});

describe('bad input', () => {
  const post = (payload: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    browser.request({ method: 'POST', url: '/api/submissions', payload, headers });

  it.each([
    ['malformed JSON', '{"slug":', 400, 'not valid JSON'],
    ['an empty body', '', 400, 'empty'],
    ['a body that is no object', '[]', 400, 'body'],
    ['an unknown field', '{"slug":"locked-counter","source":"x","mode":"full","verdict":"accepted"}', 400, 'verdict'],
    ['an unknown mode', '{"slug":"locked-counter","source":"x","mode":"fast"}', 400, 'mode'],
    ['no source', '{"slug":"locked-counter","mode":"full"}', 400, 'source'],
    ['an unknown exercise', '{"slug":"none","source":"x","mode":"full"}', 404, 'none'],
    ['a slug that climbs', '{"slug":"../etc","source":"x","mode":"full"}', 400, 'slug'],
    ['NUL in the source', '{"slug":"locked-counter","source":"a\\u0000b","mode":"full"}', 400, 'NUL'],
    ['half a surrogate pair', '{"slug":"locked-counter","source":"\\ud800","mode":"full"}', 400, 'UTF-8'],
    ['a poisoned prototype', '{"__proto__":{"x":1},"slug":"locked-counter","source":"x","mode":"full"}', 400, 'JSON'],
  ])('%s is refused with the reason', async (_name, payload, status, word) => {
    const { detail } = problem(await post(payload), status);
    expect(detail).toContain(word);
  });

  it('bytes that are no UTF-8 are refused, not replaced', async () => {
    const body = Buffer.concat([
      Buffer.from('{"slug":"locked-counter","mode":"full","source":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    expect(problem(await post(body), 400).detail).toContain('UTF-8');
  });

  it('a source over 64 KiB is refused, one of 64 KiB is taken', async () => {
    const largest = 'é'.repeat(32_768);
    expect((await browser.submit(largest)).statusCode).toBe(201);
    expect(problem(await browser.submit(`${largest}x`), 400).detail).toContain('64 KiB');
    problem(await browser.submit('x'.repeat(600_000)), 413);
  });

  it('another content type is refused', async () => {
    problem(await post('slug=x', { 'content-type': 'application/x-www-form-urlencoded' }), 415);
  });

  it('a request from another site is refused', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example', host: 'lockstep.example' };
    problem(await post('{}', headers), 403);
  });

  it('what is not there is a problem document for a client and a page for a browser', async () => {
    problem(await browser.request({ url: '/api/nothing' }), 404);
    problem(await browser.request({ method: 'DELETE', url: '/api/exercises' }), 404);
  });

  it('no answer tells of our insides', async () => {
    const answer = await browser.request({ url: '/api/submissions/not-a-uuid' });
    expect(problem(answer, 400).detail).toContain('id');
    expect(answer.body).not.toMatch(/node_modules|at \w+ \(|prisma|postgres/i);
  });
});

describe('drafts', () => {
  const put = (source: string, follows: number) =>
    browser.request({ method: 'PUT', url: '/api/exercises/locked-counter/draft', payload: { source, follows } });

  it('begin as the starter and count their saves', async () => {
    const read = () => browser.request({ url: '/api/exercises/locked-counter/draft' });
    expect((await read()).json()).toEqual({ source: 'def count(n):\n    return n\n', version: 0, savedAt: null });
    expect((await put('a', 0)).json()).toMatchObject({ source: 'a', version: 1 });
    expect((await put('b', 1)).json()).toMatchObject({ source: 'b', version: 2 });
    expect((await read()).json()).toMatchObject({ source: 'b', version: 2 });
  });

  it('of two tabs cannot overwrite one another unseen', async () => {
    await put('mine', 0);
    problem(await put('from an older tab', 0), 409);
    expect((await browser.request({ url: '/api/exercises/locked-counter/draft' })).json().source).toBe('mine');
  });
});

describe('a flood from one address', () => {
  it('is cut with a problem document that says when to come back', async () => {
    const strict = await openTestServer(postgres.postgres.url, {
      SUBMISSIONS_PER_MINUTE: '3',
      UNFINISHED_PER_VISITOR: '100',
    });
    try {
      await strict.store.exercises.publish([secretiveExercise()]);
      const flood = new Browser(strict.app);
      const answers = [];
      for (let i = 0; i < 5; i++) answers.push(await flood.submit('x'));
      expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 429, 429]);
      const [cut] = answers.slice(3);
      if (cut === undefined) throw new Error('no answer');
      expect(problem(cut, 429).detail).toContain('At most 3 submissions a minute');
      expect(Number(cut.headers['retry-after'])).toBeGreaterThan(0);
      expect((await flood.request({ url: '/api/exercises' })).statusCode).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('the server itself', () => {
  it('tells whether it can work', async () => {
    expect((await browser.request({ url: '/api/health' })).json()).toMatchObject({ status: 'ok', database: true });
  });

  it('describes every route for people and programs', async () => {
    const document = (await browser.request({ url: '/docs/json' })).json();
    const routes = Object.keys(ALLOWED).map((route) => (route.split(' ')[1] ?? '').replace(/:(\w+)/g, '{$1}'));
    // The websockets are told of in the text.
    const described = new Set(routes.filter((route) => !['/api/live', '/api/live-code'].includes(route)));
    expect(document.info.description).toContain('/api/live-code');
    expect(Object.keys(document.paths).sort()).toEqual([...described].sort());
    expect((await browser.request({ url: '/docs/' })).headers['content-type']).toContain('text/html');
  });

  it('sends a strict content security policy', async () => {
    const policy = String((await browser.request({ url: '/api/exercises' })).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const response = await browser.request({ url: '/api/exercises' });
    expect(response.headers['set-cookie']).toMatch(/HttpOnly.*SameSite=Lax/);
  });
});
