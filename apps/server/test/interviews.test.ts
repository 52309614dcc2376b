/** Interviews from the first setting to the last draft that came late, with a clock that the test moves. */
import {
  InterviewPage,
  InterviewView,
  LiveMessage,
  MadeSitting,
  Problem,
  QuestionView,
  SittingView,
  SittingWork,
  type SubmissionEvent,
  SubmissionSummary,
  SubmissionView,
  TemplateList,
} from '@lockstep/protocol';
import { judgeError, openJudgingQueue } from '@lockstep/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { signedInAs, tokenOf } from './accounts.ts';
import { QUESTION, WHY } from './bank.ts';
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
const SETTINGS = {
  title: 'Backend, first round',
  items: [
    { kind: 'exercise', slug: 'locked-counter' },
    { kind: 'question', slug: 'who-unlinks' },
  ],
  minutes: 60,
  opensAt: null,
  closesAt: null,
  submissions: null,
  feedback: 'findings',
  instructions: 'Take your time.',
};
const SECRET = 'the schedule that loses an update';

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

async function interview(changes: Record<string, unknown> = {}): Promise<InterviewView> {
  const made = await interviewer.request({
    method: 'POST',
    url: '/api/interviews',
    payload: { ...SETTINGS, ...changes },
  });
  expect(made.statusCode).toBe(201);
  return InterviewView.parse(made.json());
}

async function invited(id: string, candidate = 'Ada'): Promise<MadeSitting> {
  const made = await interviewer.request({
    method: 'POST',
    url: `/api/interviews/${id}/sittings`,
    payload: { candidate },
  });
  expect(made.statusCode).toBe(201);
  return MadeSitting.parse(made.json());
}

async function opened({ link }: MadeSitting, browser = new Browser(server.app)): Promise<Browser> {
  const payload = { token: tokenOf(link) };
  const answer = await browser.request({ method: 'POST', url: '/api/sitting/open', payload });
  expect(answer.statusCode).toBe(200);
  return browser;
}

/** A candidate whose clock goes. */
async function sitting(changes: Record<string, unknown> = {}) {
  const { id } = await interview(changes);
  const made = await invited(id);
  const browser = await opened(made);
  expect((await browser.request({ method: 'POST', url: '/api/sitting/start' })).statusCode).toBe(200);
  return { id, made, browser };
}

async function viewOf(browser: Browser): Promise<SittingView> {
  return SittingView.parse((await browser.request({ url: '/api/sitting' })).json());
}

async function rowOf(id: string) {
  return InterviewView.parse((await interviewer.request({ url: `/api/interviews/${id}` })).json()).sittings[0];
}

function draft(browser: Browser, source: string, follows: number, slug = 'locked-counter') {
  return browser.request({ method: 'PUT', url: `/api/exercises/${slug}/draft`, payload: { source, follows } });
}

function refusal(response: { statusCode: number; body: string }, status: number): string {
  expect(response.statusCode).toBe(status);
  return Problem.parse(JSON.parse(response.body)).detail;
}

describe('an interview', () => {
  it('is put together of what is in the bank, listed, changed, and archived', async () => {
    const { id, settings } = await interview();
    expect(settings).toEqual(SETTINGS);
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

describe('what is told', () => {
  const EVENTS: SubmissionEvent[] = [
    { kind: 'scope', index: 0, total: 1, scope: scope() },
    { kind: 'finding', finding: finding() },
  ];

  async function judgedAsRace(id: string): Promise<void> {
    const done = Promise.withResolvers<void>();
    const queue = await openJudgingQueue({
      url: server.databaseUrl,
      store: server.store,
      concurrency: 1,
      handler: async (lease) => {
        await lease.append(EVENTS);
        const { report, finished } = judgeError('');
        const told = { verdict: 'race', code: 'RC', sentence: SECRET } as const;
        await lease.finish({ ...report, ...told, fault: null }, { ...finished, ...told });
        if (lease.assignment.submission === id) done.resolve();
      },
    });
    await done.promise;
    await queue.stop();
  }

  it.each([
    ['findings', true],
    ['verdicts', false],
  ])('with feedback "%s": findings %s, by every way', async (feedback, tells) => {
    const { id, made, browser } = await sitting({ feedback });
    const { id: submission } = SubmissionSummary.parse((await browser.submit('racy')).json());
    await judgedAsRace(submission);
    const answers = [
      await browser.request({ url: `/api/submissions/${submission}` }),
      await browser.request({ url: `/api/submissions/${submission}/events` }),
      await browser.request({ url: '/api/submissions' }),
    ];
    const live = await listen(browser, submission);
    for (const text of [...answers.map(({ body }) => body), live]) {
      expect(text).toContain('race');
      expect(text.includes(SECRET)).toBe(tells);
    }
    expect((await browser.request({ url: `/api/submissions/${submission}/recordings/0` })).statusCode).toBe(
      tells ? 404 : 403,
    );
    // Interviewers see all of it, whatever the candidate is told.
    const seen = await interviewer.request({ url: `/api/submissions/${submission}` });
    expect(SubmissionView.parse(seen.json()).events.some(({ event }) => event.kind === 'finding')).toBe(true);
    const work = SittingWork.parse((await interviewer.request({ url: `/api/sittings/${made.sitting}/work` })).json());
    expect(work.submissions).toMatchObject([{ id: submission, sentence: SECRET }]);
    expect(await rowOf(id)).toMatchObject({ items: [{ verdict: 'race' }, {}] });
  });

  it('of answers is nothing where verdicts are all, and the first answer counts', async () => {
    const { id, browser } = await sitting({ feedback: 'verdicts' });
    const answer = (choice: number) =>
      browser.request({
        method: 'POST',
        url: '/api/questions/who-unlinks/answers',
        payload: { digest: QUESTION.digest, answer: { kind: 'chosen', choices: [choice] } },
      });
    const given = await answer(1);
    expect(given.json()).toMatchObject({ answered: { number: 1, right: null }, solution: null });
    refusal(await answer(0), 409);
    const page = await browser.request({ url: '/api/questions/who-unlinks' });
    expect(QuestionView.parse(page.json())).toMatchObject({ answered: { right: null }, solution: null });
    const list = await browser.request({ url: '/api/exercises' });
    for (const { body } of [given, page, list, await browser.request({ url: '/api/sitting' })])
      expect(body).not.toContain(WHY);
    expect((await viewOf(browser)).items[1]).toMatchObject({ tries: 1, right: null });
    expect((await rowOf(id))?.items[1]).toMatchObject({ tries: 1, right: true });
  });

  it('of nobody’s practice is anything, to interviewers either', async () => {
    const stranger = new Browser(server.app);
    const { id } = SubmissionSummary.parse((await stranger.submit('private = 1')).json());
    expect((await interviewer.request({ url: `/api/submissions/${id}` })).statusCode).toBe(404);
  });

  /** All that the websocket says of a submission. */
  async function listen(browser: Browser, submission: string): Promise<string> {
    const address = (await server.app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
    const socket = new WebSocket(`${address}/api/live`, { headers: { cookie: browser.cookie } });
    const messages: LiveMessage[] = [];
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send(JSON.stringify({ kind: 'watch', submission, after: 0 })));
      socket.on('message', (data) => {
        const message = LiveMessage.parse(JSON.parse(String(data)));
        messages.push(message);
        if (message.kind === 'event' && message.event.kind === 'finished') resolve();
      });
    });
    socket.terminate();
    return JSON.stringify(messages);
  }
});

function scope() {
  const outcomes = [{ text: SECRET, right: false, interleavings: '2' }];
  const coverage = { kind: 'sampled', schedules: '1', reason: null } as const;
  return {
    ...{ name: 'small', call: 'count(2)', verdict: 'race' as const, code: 'RC' as const, flags: [], message: SECRET },
    ...{ coverage, states: 1, histories: 1, outcomes, wallMs: 1 },
  };
}

function finding() {
  const failing = { schedule: '1;;0', processes: [], steps: [], preemptions: 1, waiting: [], outcome: SECRET };
  return {
    ...{ verdict: 'race' as const, call: 'count(2)', pattern: 'lost-update' as const, sentence: SECRET },
    ...{ expected: null, got: null, unordered: [], failing, passing: null },
  };
}
