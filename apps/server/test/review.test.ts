/** Review of one interview from the first submission to the report, by two interviewers and an admin. */
import {
  Assessment,
  AssessmentConflict,
  MadeSitting,
  Note,
  NoteConflict,
  Outcome,
  OutcomeConflict,
  RubricConflict,
  RubricView,
  SimilarSubmissions,
  SittingAttempts,
  SittingId,
  SittingOutcome,
  Slug,
  SubmissionCount,
  SubmissionFacets,
  SubmissionRowPage,
  SubmissionSummary,
} from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedInAs } from './accounts.ts';
import { QUESTION } from './bank.ts';
import { interviewBench, refusal } from './interview-bench.ts';
import { CRITERION, DEADLOCK, FINDING, RUBRIC, reviewer } from './review-bench.ts';
import {
  acceptNext,
  Browser,
  HIDDEN,
  judgeNext,
  openTestPostgres,
  openTestServer,
  secretiveExercise,
  type TestServer,
} from './support.ts';

const MINUTE_MS = 60_000;
const FIRST = `from multiprocessing import Lock, Process, Value\n\n\ndef work(counter, lock, n):\n    for _ in range(n):\n        with lock:\n            seen = counter.value\n            counter.value = seen + 1\n\n\ndef count(n):\n    counter = Value("i", 0)\n    lock = Lock()\n    workers = [Process(target=work, args=(counter, lock, n)) for _ in range(n)]\n    for worker in workers:\n        worker.start()\n    for worker in workers:\n        worker.join()\n    return counter.value\n`;
const SECOND = `# fixed\n${FIRST}`;
const COPY = FIRST.replaceAll('counter', 'total').replaceAll('worker', 'each').replaceAll('seen', 'old');

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let interviewer: Browser;
let candidate: Browser;
let other: Browser;
let id = '';
let sittingId = '';
let submissions: SubmissionSummary[] = [];
let clock = Date.now();

const { interview, invited, opened } = interviewBench(() => ({ server, interviewer }));

beforeAll(async () => {
  postgres = await openTestPostgres();
  server = await openTestServer(postgres.postgres.url, {}, { now: () => new Date(clock) });
  await server.store.exercises.publish([secretiveExercise()]);
  await server.store.questions.publish([QUESTION]);
  interviewer = await signedInAs(server, 'interviewer', 'grace@example.org');
  other = await signedInAs(server, 'interviewer', 'edsger@example.org');
  const practice = await new Browser(server.app).submit(FIRST);
  expect(practice.statusCode).toBe(201);
  await acceptNext(server);
  ({ id } = await interview({ rubric: RUBRIC }));
  const made = await invited(id, 'Zoë Ada');
  sittingId = made.sitting;
  candidate = await opened(made);
  clock -= 10 * MINUTE_MS;
  await candidate.request({ method: 'POST', url: '/api/sitting/start' });
  clock += 10 * MINUTE_MS;
  submissions = [
    await judged(candidate, FIRST, () => judgeNext(server, DEADLOCK)),
    await judged(candidate, SECOND, () => acceptNext(server)),
  ];
  await candidate.submit(FIRST, { mode: 'samples' });
  await acceptNext(server);
  const answer = { digest: QUESTION.digest, answer: { kind: 'chosen', choices: [1] } };
  await candidate.request({ method: 'POST', url: '/api/questions/who-unlinks/answers', payload: answer });
});
afterAll(async () => {
  await server.close();
  await postgres.close();
});

async function judged(browser: Browser, source: string, judge: () => Promise<void>): Promise<SubmissionSummary> {
  const made = SubmissionSummary.parse((await browser.submit(source)).json());
  await judge();
  return made;
}

describe('the table', () => {
  const page = async (query = ''): Promise<SubmissionRowPage> =>
    SubmissionRowPage.parse((await interviewer.request({ url: `/api/review/submissions${query}` })).json());

  it('has what candidates submitted, newest first, and nobody’s practice', async () => {
    const { items, next } = await page();
    expect(next).toBeNull();
    expect(items).toMatchObject([
      { id: submissions[1]?.id, candidate: 'Zoë Ada', number: 2, verdict: 'accepted', flags: [], interleavings: null },
      {
        ...{ id: submissions[0]?.id, title: 'Locked counter', number: 1, verdict: 'deadlock', code: 'DL' },
        ...{
          flags: ['leak'],
          interleavings: '9023',
          interview: { id, title: 'Backend, first round' },
          sitting: sittingId,
        },
      },
    ]);
    expect(items[0]?.intoMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    const counted = await interviewer.request({ url: '/api/review/submissions/count' });
    expect(SubmissionCount.parse(counted.json())).toEqual({ count: 2 });
  });

  it('is filtered by what the address says; what it cannot mean is refused', async () => {
    expect((await page('?candidate=ZO%C3%8B')).items).toHaveLength(2);
    expect((await page('?verdict=race&verdict=deadlock&exercise=locked-counter')).items).toHaveLength(1);
    expect((await page(`?q=${encodeURIComponent('"counter.value = seen" fixed')}&interview=${id}`)).items).toHaveLength(
      1,
    );
    expect((await page('?from=2200-01-01')).items).toEqual([]);
    for (const wrong of ['?verdict=rejected', '?color=red', '?limit=0', '?from=soon', '?cursor=x', '?q=a&q=b']) {
      refusal(await interviewer.request({ url: `/api/review/submissions${wrong}` }), 400);
    }
  });

  it('offers what occurs', async () => {
    const facets = SubmissionFacets.parse((await interviewer.request({ url: '/api/review/facets' })).json());
    expect(facets).toEqual({
      exercises: [{ slug: 'locked-counter', title: 'Locked counter', submissions: 2 }],
      verdicts: [
        { verdict: 'accepted', submissions: 1 },
        { verdict: 'deadlock', submissions: 1 },
      ],
      interviews: [{ id, title: 'Backend, first round', submissions: 2 }],
    });
  });

  it('is a file, too', async () => {
    const file = await interviewer.request({ url: '/api/review/submissions.csv?verdict=deadlock' });
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.body.split('\r\n')).toHaveLength(3);
    expect(file.body).toContain(`${submissions[0]?.id},`);
    expect(file.body).toContain(',deadlock,DL,,leak,9023,');
    refusal(await interviewer.request({ url: '/api/review/submissions.csv?verdict=x' }), 400);
  });
});

it('attempts come with sources, tests, and findings without their steps', async () => {
  const url = `/api/sittings/${sittingId}/attempts/locked-counter`;
  const answer = await interviewer.request({ url });
  const attempts = SittingAttempts.parse(answer.json());
  expect(attempts).toMatchObject({
    candidate: 'Zoë Ada',
    title: 'Locked counter',
    starter: 'def count(n):\n    return n\n',
  });
  expect(attempts.items.map(({ source }) => source)).toEqual([FIRST, SECOND]);
  const { failing, passing: _, unordered: __, ...finding } = FINDING;
  expect(attempts.items[0]?.findings).toEqual([
    {
      ...finding,
      ...{ steps: 2, processes: 2, preemptions: 1, outcome: 'never ends', schedule: failing.schedule },
      waiting: ['Process-1 waits for lock b'],
    },
  ]);
  expect(answer.body).not.toContain(HIDDEN);
  refusal(await interviewer.request({ url: url.replace('locked-counter', 'other-exercise') }), 404);
});

it('notes are read by all, changed by who wrote them, and not behind the back of another tab', async () => {
  const [grace, edsger] = [reviewer(interviewer, sittingId), reviewer(other, sittingId)];
  const made = await grace.write({ text: 'Holds it too long.', submission: submissions[0]?.id, line: 7 });
  expect(made.statusCode).toBe(201);
  const note = Note.parse(made.json());
  expect(note).toMatchObject({ line: 7, slug: 'locked-counter', own: true, version: 1, author: { name: 'Somebody' } });
  clock += 1;
  await edsger.write({ text: 'Asks about globals.', atMs: 372_000 });
  expect(await edsger.notes()).toMatchObject([{ own: false }, { own: true, atMs: 372_000 }]);
  refusal(await edsger.rewrite(note.id, 'Mine now.', 1), 403);
  refusal(await edsger.erase(note.id, 1), 403);

  const both = await Promise.all(['One.', 'Two.'].map((text) => grace.rewrite(note.id, text, 1)));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  const [now] = await grace.notes();
  const refused = NoteConflict.parse(both.find(({ statusCode }) => statusCode === 409)?.json());
  expect(refused.current).toEqual(now);
  expect((await grace.erase(note.id, 1)).statusCode).toBe(409);
  expect((await grace.erase(note.id, 2)).statusCode).toBe(204);
  refusal(await grace.rewrite(note.id, 'Again.', 3), 404);
  expect(await grace.notes()).toHaveLength(1);

  refusal(await grace.write({ text: 'x', submission: submissions[0]?.id, line: 999 }), 400);
  refusal(await grace.write({ text: 'x', submission: crypto.randomUUID() }), 400);
  refusal(await grace.write({ text: 'x', line: 1 }), 400);
  refusal(await grace.write({ text: 'x', slug: 'other-exercise' }), 400);
  refusal(await grace.write({ text: '  ' }), 400);
});

it('a panel is told what the others think only after the own decision, admins too', async () => {
  const admin = reviewer(await signedInAs(server, 'admin', 'ada@example.org'), sittingId);
  const [grace, edsger] = [reviewer(interviewer, sittingId), reviewer(other, sittingId)];
  refusal(await grace.assess({ scores: { sees: 3 } }), 400);
  refusal(await grace.assess({ scores: { constructor: 0 } }), 400);
  refusal(await grace.assess({ follows: 7 }), 400);
  const first = { scores: { sees: 2 }, decision: 'strong-yes', summary: 'Sharp-41.' };
  // Two tabs at once: one of them is told what the other wrote.
  const both = await Promise.all([grace.assess(first), grace.assess({ ...first, summary: 'Sharp-41!' })]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  const saved = Assessment.parse(both.find(({ statusCode }) => statusCode === 200)?.json());
  expect(AssessmentConflict.parse(both.find(({ statusCode }) => statusCode === 409)?.json()).current).toEqual(saved);
  expect(saved.weighted).toEqual({ score: 1, scored: 1, criteria: 2, scoredShare: 0.75 });

  for (const one of [edsger, admin]) {
    expect((await one.assessments()).others).toEqual({ kind: 'kept-back', decided: [saved.reviewer] });
    expect((await one.report()).panel).toMatchObject({ kind: 'kept-back', own: null });
    for (const part of ['assessments', 'report']) {
      const { body } = await one.browser.request({ url: `/api/sittings/${sittingId}/${part}` });
      expect(body).not.toContain('Sharp-41');
      expect(body).not.toContain('strong-yes');
    }
  }
  // Scores alone open nothing.
  await edsger.assess({ scores: { sees: 1, ends: 0 } });
  expect((await edsger.assessments()).others.kind).toBe('kept-back');
  expect((await grace.assessments()).others).toMatchObject({ kind: 'told', items: [{ decision: null }] });
  await edsger.assess({ follows: 1, scores: { sees: 1, ends: 0 }, decision: 'no' });
  expect((await edsger.assessments()).others).toMatchObject({ kind: 'told', items: [{ decision: 'strong-yes' }] });
  expect((await admin.assessments()).others).toMatchObject({ kind: 'kept-back', decided: [{}, {}] });
});

it('a rubric changes after the start, but not what was scored', async () => {
  const url = `/api/interviews/${id}/rubric`;
  const put = (rubric: unknown, follows: number) =>
    interviewer.request({ method: 'PUT', url, payload: { rubric, follows } });
  const { version } = RubricView.parse((await interviewer.request({ url })).json());
  const renamed = { ...CRITERION, title: 'Sees it', weight: 5, levels: [...CRITERION.levels, 'at once'] };
  const added = { ...CRITERION, id: 'asks', title: 'Asks' };
  const changed = await put([renamed, RUBRIC[1], added], version);
  expect(RubricView.parse(changed.json())).toMatchObject({ version: version + 1, rubric: [{ weight: 5 }, {}, {}] });
  const late = await put(RUBRIC, version);
  expect(RubricConflict.parse(late.json())).toMatchObject({
    status: 409,
    scored: [],
    current: { version: version + 1 },
  });
  const swapped = { ...renamed, levels: ['no', 'yes', 'partly'] };
  expect(RubricConflict.parse((await put([swapped], version + 1)).json())).toMatchObject({
    status: 409,
    detail:
      'Reviewers scored "Sees it: partly", "Sees it: yes", "Ends cleanly": this has to stay, with its name and its place.',
    scored: [
      { criterion: 'sees', level: 'partly' },
      { criterion: 'sees', level: 'yes' },
      { criterion: 'ends', level: null },
    ],
  });
  // What nobody scored may go again.
  expect((await put([renamed, RUBRIC[1]], version + 1)).statusCode).toBe(200);
  const { items } = await server.store.audit.list({ limit: 5 }).then((page) => page ?? { items: [] });
  expect(items[0]?.action).toBe('rubric-changed');
});

it('an outcome is decided once at a time, and what was decided before stays', async () => {
  const [grace, edsger] = [reviewer(interviewer, sittingId), reviewer(other, sittingId)];
  expect(Outcome.parse((await grace.decide(0, 'hold', 'One more talk.')).json())).toMatchObject({ version: 1 });
  const both = await Promise.all([grace.decide(1, 'advance'), edsger.decide(1, 'decline')]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  const counts = Outcome.parse(both.find(({ statusCode }) => statusCode === 200)?.json());
  expect(OutcomeConflict.parse(both.find(({ statusCode }) => statusCode === 409)?.json()).current).toEqual(counts);
  expect(SittingOutcome.parse(await grace.read(`/api/sittings/${sittingId}/outcome`))).toMatchObject({
    current: counts,
    history: [counts, { decision: 'hold', reason: 'One more talk.' }],
  });
});

it('the report has all of it', async () => {
  const sitting = await server.store.sittings.get(SittingId.parse(sittingId));
  const into = (ms: number): Date => new Date((sitting?.startedAt?.getTime() ?? 0) + ms);
  const pasted = {
    slug: Slug.parse('locked-counter'),
    seq: 2,
    characters: 90,
    lines: 4,
    told: 'size',
    moved: false,
  } as const;
  const { moments } = server.store;
  await moments.add(SittingId.parse(sittingId), { kind: 'back', at: into(9_000), delayed: false });
  // It was learned of late.
  await moments.add(SittingId.parse(sittingId), { kind: 'away', at: into(5_000), delayed: true });
  await moments.add(SittingId.parse(sittingId), { kind: 'pasted', at: into(20_000), delayed: false, ...pasted });
  await moments.add(SittingId.parse(sittingId), { kind: 'away', at: into(10 * MINUTE_MS - 999), delayed: false });
  const report = await reviewer(interviewer, sittingId).report();
  expect(report).toMatchObject({
    schema: 1,
    sitting: { candidate: 'Zoë Ada', state: 'running' },
    items: [
      {
        kind: 'exercise',
        verdict: 'accepted',
        runs: 1,
        attempts: [{ verdict: 'deadlock', findings: [{ sentence: FINDING.sentence, steps: 2 }] }, { number: 2 }],
        best: { submission: submissions[1]?.id, source: SECOND },
      },
      { kind: 'question', right: true, answers: [{ right: true, words: ['One of them'] }] },
    ],
    facts: {
      pastes: [{ intoMs: 20_000, characters: 90, told: 'size' }],
      away: [{ fromMs: 5_000, untilMs: 9_000 }, { untilMs: null }],
      awayMs: 5_000,
      full: false,
    },
    panel: {
      kind: 'told',
      mean: { reviewers: 2, criteria: { sees: { reviewers: 2 }, ends: { mean: 0, reviewers: 1 } } },
    },
    notes: [{ text: 'Asks about globals.' }],
    outcome: { version: 2 },
    figures: {
      usedMs: 10 * MINUTE_MS + 1,
      submissions: 2,
      runs: 1,
      exercisesAccepted: 1,
      questions: 1,
      questionsRight: 1,
    },
  });
});

it('a copy with other names is found in another sitting, with its lines; practice and the own sitting are not', async () => {
  const made = MadeSitting.parse(await invited(id, 'Bob'));
  const bob = await opened(made);
  await bob.request({ method: 'POST', url: '/api/sitting/start' });
  const copy = SubmissionSummary.parse((await bob.submit(COPY)).json());
  const like = async (submission: string) =>
    SimilarSubmissions.parse((await interviewer.request({ url: `/api/submissions/${submission}/similar` })).json());
  const found = await like(submissions[1]?.id ?? '');
  expect(found).toMatchObject({ comparable: true, items: [{ submission: copy.id, candidate: 'Bob', share: 1 }] });
  const [range] = found.items[0]?.ranges ?? [];
  expect(range?.own.from).toBe((range?.other.from ?? 0) + 1);
  // The best of each sitting, once. What has no fingerprints, as submissions of long ago, gets them when somebody asks.
  const { visitorId, summary } = (await server.store.submissions.get(copy.id)) ?? {};
  if (visitorId === undefined || summary === undefined) throw new Error('the copy is gone');
  await server.store.submissions.create({ visitorId, slug: summary.slug, source: COPY, mode: 'full' });
  const bare = () => server.store.similarSubmissions.withoutFingerprints(summary.slug, 10);
  expect(await bare()).toHaveLength(1);
  expect((await like(submissions[1]?.id ?? '')).items).toMatchObject([{ submission: copy.id }]);
  expect(await bare()).toEqual([]);
  expect((await like(copy.id)).items).toMatchObject([{ candidate: 'Zoë Ada', share: 1 }]);
  const small = SubmissionSummary.parse((await bob.submit('x = 1')).json());
  expect(await like(small.id)).toMatchObject({ comparable: false, items: [] });
  const practice = await new Browser(server.app).submit(COPY);
  refusal(await interviewer.request({ url: `/api/submissions/${practice.json().id}/similar` }), 404);
});

it('a candidate reads nothing of it, and an interview tells nothing of its rubric', async () => {
  for (const url of ['report', 'notes', 'assessments', 'outcome', 'attempts/locked-counter']) {
    refusal(await candidate.request({ url: `/api/sittings/${sittingId}/${url}` }), 401);
  }
  refusal(await candidate.request({ url: '/api/review/submissions' }), 401);
  expect((await candidate.request({ url: '/api/sitting' })).body).not.toContain('Sees');
});
