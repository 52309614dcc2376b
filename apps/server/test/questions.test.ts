import { AnswerResult, ExerciseList, Problem, QuestionView, Recording } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QUESTION, WHY } from './bank.ts';
import { Browser, openTestPostgres, openTestServer, type TestServer } from './support.ts';

const URL = '/api/questions/who-unlinks';

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());
beforeEach(async () => {
  server = await openTestServer(postgres.postgres.url);
  await server.store.questions.publish([QUESTION]);
  browser = new Browser(server.app);
});
afterEach(() => server.close());

function answer(choices: readonly number[], digest = QUESTION.digest, by = browser) {
  const payload = { digest, answer: { kind: 'chosen', choices } };
  return by.request({ method: 'POST', url: `${URL}/answers`, payload });
}

async function listed(by = browser) {
  return ExerciseList.parse((await by.request({ url: '/api/exercises' })).json());
}

describe('questions', () => {
  it('are listed with their track and how the visitor stands', async () => {
    const { questions, tracks } = await listed();
    expect(questions).toMatchObject([{ slug: 'who-unlinks', kind: 'single', standing: 'unanswered' }]);
    expect(tracks).toMatchObject([{ number: 4 }]);
    await answer([0]);
    expect((await listed()).questions[0]?.standing).toBe('wrong');
    await answer([1]);
    await answer([0]);
    expect((await listed()).questions[0]?.standing).toBe('right');
    expect((await listed(new Browser(server.app))).questions[0]?.standing).toBe('unanswered');
  });

  it('do not tell their answer before the visitor gave one', async () => {
    const before = await browser.request({ url: URL });
    expect(QuestionView.parse(before.json())).toMatchObject({ answered: null, solution: null });
    for (const { body } of [before, await browser.request({ url: '/api/exercises' })]) {
      expect(body).not.toContain(WHY);
      expect(body).not.toContain('"right"');
    }
    const refused = await answer([0, 1]);
    expect(refused.statusCode).toBe(400);
    expect(refused.body).not.toContain(WHY);
    expect(Problem.parse(refused.json()).detail).toContain('choose exactly one');
  });

  it('tell whether an answer is right, and why; and again when the page is opened again', async () => {
    const wrong = await answer([0]);
    expect(wrong.statusCode).toBe(201);
    const { answered, solution } = AnswerResult.parse(wrong.json());
    expect(answered).toMatchObject({ number: 1, right: false, answer: { kind: 'chosen', choices: [0] } });
    expect(solution).toEqual({ form: QUESTION.form, explanation: WHY, playable: false });
    expect(AnswerResult.parse((await answer([1])).json()).answered).toMatchObject({ number: 2, right: true });
    const view = QuestionView.parse((await browser.request({ url: URL })).json());
    expect(view).toMatchObject({ answered: { number: 2, right: true }, solution: { explanation: WHY } });
    const stranger = QuestionView.parse((await new Browser(server.app).request({ url: URL })).json());
    expect(stranger).toMatchObject({ answered: null, solution: null });
  });

  it('can be played after an answer, where there is something to play', async () => {
    const recording: Recording = {
      version: 1,
      call: 'count()',
      histories: {
        merging: 'none',
        points: [{ process: '0', announcement: { operation: { kind: 'pause' }, line: 1, label: WHY } }],
        stands: [0],
        steps: [],
        children: [],
        labels: [],
        blocks: [],
      },
      outcomes: [],
    };
    const play = () => browser.request({ url: `${URL}/recording` });
    expect((await play()).statusCode).toBe(404);
    await server.store.questions.publish([{ ...QUESTION, digest: 'c'.repeat(64), recording }]);
    const early = await play();
    expect(early.statusCode).toBe(403);
    expect(early.body).not.toContain(WHY);
    const { solution } = AnswerResult.parse((await answer([1], 'c'.repeat(64))).json());
    expect(solution?.playable).toBe(true);
    expect(Recording.parse((await play()).json())).toEqual(recording);
    expect((await new Browser(server.app).request({ url: `${URL}/recording` })).statusCode).toBe(403);
  });

  it('that were changed meanwhile take no answer, and keep their solution', async () => {
    await answer([1]);
    await server.store.questions.publish([{ ...QUESTION, digest: 'b'.repeat(64), statement: 'Who now?' }]);
    const late = await answer([1]);
    expect(late.statusCode).toBe(409);
    expect(late.body).not.toContain(WHY);
    const view = QuestionView.parse((await browser.request({ url: URL })).json());
    expect(view).toMatchObject({ statement: 'Who now?', answered: null, solution: null });
    expect((await listed()).questions[0]?.standing).toBe('right');
  });

  it.each([
    ['an unknown question', '/api/questions/none', undefined, 404],
    [
      'an answer to an unknown one',
      '/api/questions/none/answers',
      { digest: '', answer: { kind: 'number', value: 1 } },
      404,
    ],
    [
      'an answer of another kind',
      `${URL}/answers`,
      { digest: QUESTION.digest, answer: { kind: 'number', value: 1 } },
      400,
    ],
    ['an answer that is none', `${URL}/answers`, { digest: QUESTION.digest, answer: { kind: 'essay' } }, 400],
    [
      'a place that is none',
      `${URL}/answers`,
      { digest: QUESTION.digest, answer: { kind: 'chosen', choices: [-1] } },
      400,
    ],
    [
      'something more',
      `${URL}/answers`,
      { digest: QUESTION.digest, answer: { kind: 'chosen', choices: [1] }, right: true },
      400,
    ],
  ])('%s is refused', async (_, url, payload, status) => {
    const response = await browser.request(payload === undefined ? { url } : { method: 'POST', url, payload });
    expect(response.statusCode).toBe(status);
    expect(Problem.parse(response.json()).status).toBe(status);
    expect((await listed()).questions[0]?.standing).toBe('unanswered');
  });
});
