/** Interviews from the first setting to the last draft that came late, with a clock that the test moves. */
import {
  InterviewPage,
  InterviewView,
  MadeSitting,
  SittingView,
  SittingWork,
  SubmissionSummary,
  TemplateList,
} from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signedInAs, tokenOf } from './accounts.ts';
import { QUESTION } from './bank.ts';
import { draft, interviewBench, refusal, SETTINGS } from './interview-bench.ts';
import {
  acceptNext,
  Browser,
  EDITORIAL,
  openTestPostgres,
  openTestServer,
  secretiveExercise,
  type TestServer,
} from './support.ts';

const MINUTE_MS = 60_000;

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let interviewer: Browser;
let clock = 0;

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  clock = Date.now();
  server = await openTestServer(postgres.postgres.url, {}, { now: () => new Date(clock) });
  await server.store.exercises.publish([secretiveExercise(), secretiveExercise('other-exercise')]);
  await server.store.questions.publish([QUESTION]);
  interviewer = await signedInAs(server, 'interviewer');
});
afterEach(() => server.close());

const { interview, invited, opened, sitting, viewOf, rowOf } = interviewBench(() => ({ server, interviewer }));

describe('an interview', () => {
  it('is put together of what is in the bank, listed, changed, and archived', async () => {
    const { id, settings } = await interview();
    // Settings without the key are those of before it was there.
    expect(settings).toEqual({ ...SETTINGS, writeAlong: false });
    const wrong = { ...SETTINGS, items: [{ kind: 'question', slug: 'locked-counter' }] };
    const refused = await interviewer.request({ method: 'POST', url: '/api/interviews', payload: wrong });
    expect(refusal(refused, 400)).toBe('There is no question "locked-counter" in the bank.');
    const changed = await interviewer.request({
      method: 'PUT',
      url: `/api/interviews/${id}`,
      payload: { ...SETTINGS, minutes: 30 },
    });
    expect(InterviewView.parse(changed.json()).settings.minutes).toBe(30);
    await invited(id);
    const list = async () => InterviewPage.parse((await interviewer.request({ url: '/api/interviews' })).json()).items;
    expect(await list()).toMatchObject([
      { id, minutes: 30, items: 2, createdBy: 'Somebody', sittings: { waiting: 1, running: 0 } },
    ]);
    expect((await interviewer.request({ method: 'DELETE', url: `/api/interviews/${id}` })).statusCode).toBe(204);
    expect(await list()).toEqual([]);
    expect((await interviewer.request({ url: `/api/interviews/${id}` })).statusCode).toBe(404);
  });

  it('stays as it is once somebody has begun', async () => {
    const { id } = await sitting();
    const payload = { ...SETTINGS, minutes: 5 };
    refusal(await interviewer.request({ method: 'PUT', url: `/api/interviews/${id}`, payload }), 409);
  });

  it('can be begun from a template', async () => {
    const save = (minutes: number) =>
      interviewer.request({
        method: 'PUT',
        url: '/api/interview-templates',
        payload: { name: 'First round', settings: { ...SETTINGS, minutes } },
      });
    await save(60);
    expect((await save(90)).statusCode).toBe(200);
    const list = async () =>
      TemplateList.parse((await interviewer.request({ url: '/api/interview-templates' })).json()).items;
    const [template, ...more] = await list();
    expect(template).toMatchObject({ name: 'First round', settings: { minutes: 90 } });
    expect(more).toEqual([]);
    const remove = { method: 'DELETE', url: `/api/interview-templates/${template?.id}` } as const;
    expect((await interviewer.request(remove)).statusCode).toBe(204);
    expect((await interviewer.request(remove)).statusCode).toBe(404);
  });
});

describe('a candidate', () => {
  it('needs no account: opens the link, reads, starts, works, finishes', async () => {
    const { id } = await interview();
    const made = await invited(id);
    expect(made.link).toMatch(/\/interview#[\w-]{43}$/);
    const ada = await opened(made);
    expect(await viewOf(ada)).toMatchObject({
      state: 'waiting',
      candidate: 'Ada',
      instructions: 'Take your time.',
      count: 2,
      items: [],
    });
    // Nothing of it can be read before the clock goes.
    refusal(await ada.request({ url: '/api/exercises/locked-counter' }), 403);
    expect((await ada.request({ url: '/api/exercises' })).json()).toMatchObject({ items: [], questions: [] });
    const started = SittingView.parse((await ada.request({ method: 'POST', url: '/api/sitting/start' })).json());
    expect(Date.parse(started.endsAt ?? '') - Date.parse(started.startedAt ?? '')).toBe(60 * MINUTE_MS);
    expect(started.items).toMatchObject([{ slug: 'locked-counter', title: 'Locked counter' }, { slug: 'who-unlinks' }]);
    expect((await ada.request({ url: '/api/exercises/locked-counter' })).statusCode).toBe(200);
    expect((await ada.submit('x = 1')).statusCode).toBe(201);
    await acceptNext(server);
    expect((await viewOf(ada)).items[0]).toMatchObject({ tries: 1, verdict: 'accepted' });
    const done = await ada.request({ method: 'POST', url: '/api/sitting/finish' });
    expect(SittingView.parse(done.json()).state).toBe('over');
    expect(refusal(await ada.submit('y = 1'), 403)).toContain('You have finished');
    expect(await rowOf(id)).toMatchObject({
      candidate: 'Ada',
      state: 'over',
      items: [{ verdict: 'accepted' }, { tries: 0 }],
    });
  });

  it('sees nothing but what is asked, no hints and no editorial', async () => {
    const { browser } = await sitting();
    const list = (await browser.request({ url: '/api/exercises' })).json();
    expect(list.items.map(({ slug }: { slug: string }) => slug)).toEqual(['locked-counter']);
    refusal(await browser.request({ url: '/api/exercises/other-exercise' }), 403);
    refusal(await browser.submit('x', { slug: 'other-exercise' }), 403);
    refusal(await draft(browser, 'x', 0, 'other-exercise'), 403);
    await browser.submit('x');
    await acceptNext(server);
    const editorial = await browser.request({ url: '/api/exercises/locked-counter/editorial' });
    refusal(editorial, 403);
    expect(editorial.body).not.toContain(EDITORIAL);
  });

  it('keeps what was practised before apart, and leaves the interview again', async () => {
    const ada = new Browser(server.app);
    await ada.submit('practice = 1');
    const count = async () => (await ada.request({ url: '/api/submissions' })).json().items.length;
    const { id } = await interview();
    const made = await invited(id);
    await opened(made, ada);
    expect(await count()).toBe(0);
    expect((await ada.request({ method: 'DELETE', url: '/api/sitting' })).statusCode).toBe(204);
    expect(await count()).toBe(1);
    refusal(await ada.request({ url: '/api/sitting' }), 404);
  });

  it('goes on in another browser where it was', async () => {
    const { made, browser } = await sitting();
    await draft(browser, 'half done', 0);
    clock += 10 * MINUTE_MS;
    const other = await opened(made);
    expect((await other.request({ url: '/api/exercises/locked-counter/draft' })).json().source).toBe('half done');
    expect(await viewOf(other)).toMatchObject({ state: 'running', endsAt: (await viewOf(browser)).endsAt });
    const again = SittingView.parse((await other.request({ method: 'POST', url: '/api/sitting/start' })).json());
    expect(again.startedAt).toBe((await viewOf(browser)).startedAt);
  });

  it('of two tabs that start at once is started once', async () => {
    const { id } = await interview();
    const ada = await opened(await invited(id));
    const both = await Promise.all([1, 2].map(() => ada.request({ method: 'POST', url: '/api/sitting/start' })));
    const views = both.map((one) => SittingView.parse(one.json()));
    expect(views.map(({ state }) => state)).toEqual(['running', 'running']);
    expect(views[0]?.startedAt).toBe(views[1]?.startedAt);
  });

  it('works on what was in the bank when the clock began', async () => {
    const { browser } = await sitting();
    const changed = { ...secretiveExercise(), digest: 'b'.repeat(64), statement: 'Changed.' };
    await server.store.exercises.publish([changed]);
    expect((await browser.request({ url: '/api/exercises/locked-counter' })).json().statement).toBe('Count.');
    const made = SubmissionSummary.parse((await browser.submit('x')).json());
    const { revisionId } = (await server.store.submissions.get(made.id)) ?? {};
    expect((await server.store.exercises.revision(revisionId ?? ''))?.exercise.statement).toBe('Count.');
    // Even one that is withdrawn is judged to the end.
    await server.store.exercises.publish([]);
    expect((await browser.submit('y')).statusCode).toBe(201);
  });
});

describe('the time', () => {
  it('is the server’s: a few seconds of grace for what was on its way, then nothing counts, and nothing is lost', async () => {
    const { id, made, browser } = await sitting();
    await draft(browser, 'in time', 0);
    clock += 60 * MINUTE_MS + 4_000;
    expect((await draft(browser, 'on its way', 1)).statusCode).toBe(200);
    clock += 2_000;
    expect(refusal(await draft(browser, 'too late', 2), 403)).toContain('kept apart');
    expect(refusal(await browser.submit('z = 1'), 403)).toContain('The time of this interview is up');
    const came = clock;
    clock += MINUTE_MS;
    // The browser tries again: that makes it no later.
    refusal(await draft(browser, 'too late', 2), 403);
    const work = SittingWork.parse((await interviewer.request({ url: `/api/sittings/${made.sitting}/work` })).json());
    expect(work.drafts).toMatchObject([{ slug: 'locked-counter', source: 'on its way' }]);
    expect(work.late).toMatchObject([
      { slug: 'locked-counter', source: 'too late', receivedAt: new Date(came).toISOString() },
    ]);
    expect(await rowOf(id)).toMatchObject({ state: 'over', late: [{ slug: 'locked-counter' }] });
    // The candidate still reads what was done.
    expect((await browser.request({ url: '/api/exercises/locked-counter/draft' })).json().source).toBe('on its way');
  });

  it('can be made longer, also when it is just up', async () => {
    const { made, browser } = await sitting();
    clock += 61 * MINUTE_MS;
    const more = () =>
      interviewer.request({
        method: 'POST',
        url: `/api/sittings/${made.sitting}/extra-time`,
        payload: { minutes: 10 },
      });
    expect((await more()).statusCode).toBe(204);
    expect(await viewOf(browser)).toMatchObject({
      state: 'running',
      endsAt: new Date(clock + 10 * MINUTE_MS).toISOString(),
    });
    expect((await browser.submit('x')).statusCode).toBe(201);
    await browser.request({ method: 'POST', url: '/api/sitting/finish' });
    refusal(await more(), 409);
  });

  it('begins within the window only; who began in it has all of it', async () => {
    const at = (minutes: number) => new Date(clock + minutes * MINUTE_MS).toISOString();
    const { id } = await interview({ opensAt: at(10), closesAt: at(20) });
    const ada = await opened(await invited(id));
    const start = () => ada.request({ method: 'POST', url: '/api/sitting/start' });
    const opensAt = at(10);
    expect(refusal(await start(), 409)).toContain(opensAt);
    const bob = await opened(await invited(id, 'Bob'));
    clock += 19 * MINUTE_MS;
    expect((await start()).statusCode).toBe(200);
    clock += 2 * MINUTE_MS;
    refusal(await bob.request({ method: 'POST', url: '/api/sitting/start' }), 409);
    expect((await ada.submit('x')).statusCode).toBe(201);
  });
});

describe('submissions', () => {
  it('count up to the number that is allowed; cancelled ones and runs of samples do not', async () => {
    const { browser } = await sitting({ submissions: 2 });
    const first = SubmissionSummary.parse((await browser.submit('a')).json());
    await browser.request({ method: 'POST', url: `/api/submissions/${first.id}/cancel`, payload: {} });
    expect((await browser.submit('b')).statusCode).toBe(201);
    expect((await browser.submit('c')).statusCode).toBe(201);
    expect(refusal(await browser.submit('d'), 403)).toContain('counts 2 submissions');
    expect((await browser.submit('d', { mode: 'samples' })).statusCode).toBe(201);
  });

  it('that are sent twice are one', async () => {
    const { browser } = await sitting({ submissions: 1 });
    const both = await Promise.all([browser.submit('same'), browser.submit('same')]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 201]);
    expect(new Set(both.map((one) => one.json().id)).size).toBe(1);
  });
});

describe('links', () => {
  it('are replaced, withdrawn, and of no use to others', async () => {
    const { id } = await interview();
    const made = await invited(id);
    const renewed = MadeSitting.parse(
      (await interviewer.request({ method: 'POST', url: `/api/sittings/${made.sitting}/link` })).json(),
    );
    const open = (link: string) =>
      new Browser(server.app).request({ method: 'POST', url: '/api/sitting/open', payload: { token: tokenOf(link) } });
    expect((await open(made.link)).statusCode).toBe(404);
    const ada = await opened(renewed);
    await ada.request({ method: 'POST', url: '/api/sitting/start' });
    await interviewer.request({ method: 'DELETE', url: `/api/sittings/${made.sitting}` });
    expect((await open(renewed.link)).statusCode).toBe(403);
    refusal(await ada.submit('x'), 403);
    // What the candidate has opens nothing of an interviewer's.
    refusal(await ada.request({ url: `/api/interviews/${id}` }), 401);
  });
});
