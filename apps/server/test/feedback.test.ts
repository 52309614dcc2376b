/** What a candidate is told during an interview, by every way; and what interviewers see whatever that is. */
import {
  LiveMessage,
  QuestionView,
  SittingWork,
  type SubmissionEvent,
  SubmissionSummary,
  SubmissionView,
} from '@lockstep/protocol';
import { judgeError, openJudgingQueue } from '@lockstep/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { signedInAs } from './accounts.ts';
import { QUESTION, WHY } from './bank.ts';
import { interviewBench, refusal } from './interview-bench.ts';
import { Browser, openTestPostgres, openTestServer, secretiveExercise, type TestServer } from './support.ts';

const SECRET = 'the schedule that loses an update';

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let interviewer: Browser;

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  server = await openTestServer(postgres.postgres.url);
  await server.store.exercises.publish([secretiveExercise()]);
  await server.store.questions.publish([QUESTION]);
  interviewer = await signedInAs(server, 'interviewer');
});
afterEach(() => server.close());

const { sitting, viewOf, rowOf } = interviewBench(() => ({ server, interviewer }));

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
    // A reader waits for a number that is missing.
    const { events } = SubmissionView.parse(answers[0]?.json());
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
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
    expect(messages.flatMap((one) => (one.kind === 'event' ? [one.seq] : []))).toEqual(
      messages.map((_, place) => place + 1),
    );
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
