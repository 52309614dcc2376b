import {
  AuthoredExerciseView,
  JudgingView,
  RejudgeDifferencePage,
  SubmissionSummary,
  VerificationMessage,
} from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type AuthoringBench, asExpected, Desk, judge, openAuthoringBench, SLUG } from './authoring-bench.ts';
import { interviewBench } from './interview-bench.ts';
import { Browser } from './support.ts';

let bench: AuthoringBench;
let desk: Desk;
beforeAll(async () => {
  bench = await openAuthoringBench();
  desk = new Desk(bench.author);
});
afterAll(() => bench.close());

const asAdmin = async (url: string) => (await bench.author.request({ url })).json();
const numbers = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('a verification', () => {
  it('waits behind candidates, is in nobody’s list, and its parts are named to operators', async () => {
    const draft = await desk.draft();
    const verification = await desk.verify(draft);
    const { counts, cases } = verification;
    expect(counts).toMatchObject({ references: 2, ended: 0, total: counts.references + counts.mutants });
    expect(cases.map(({ kind }) => kind).slice(0, 3)).toEqual(['reference', 'reference', 'mutant']);
    const again = await desk.ask('POST', `drafts/${draft.id}/verifications`);
    expect(again.json()).toMatchObject({ status: 409, detail: expect.stringContaining('running') });

    // More than one may have unfinished, were these somebody's; and none of them is told as a place in the queue.
    const candidate = new Browser(bench.server.app);
    const { id } = SubmissionSummary.parse((await candidate.submit('def count(n_procs, n): ...')).json());
    const view = await candidate.request({ url: `/api/submissions/${id}` });
    expect(view.json().events[0].event).toEqual({ kind: 'queued', place: 1 });
    expect((await candidate.request({ url: '/api/submissions' })).json().items).toHaveLength(1);
    expect((await bench.author.request({ url: '/api/submissions' })).json().items).toEqual([]);
    const queue = JudgingView.parse(await asAdmin('/api/admin/judging'));
    expect(queue).toMatchObject({ queued: 1, running: 0, authors: { queued: counts.total, running: 0 } });
    expect(queue.items.map(({ purpose }) => purpose)).toEqual([
      'candidate',
      ...Array.from({ length: counts.mutants }, () => 'mutant'),
      'reference',
      'reference',
    ]);

    const judged = await judge(bench.server, 1 + counts.total, asExpected);
    expect(judged.map(({ purpose }) => purpose).slice(0, 4)).toEqual(['candidate', 'reference', 'reference', 'mutant']);
    expect(await desk.verification(verification)).toMatchObject({ green: true, state: 'finished', upToDate: true });
    const drafts = await desk.expect(200, 'GET', 'drafts');
    expect(drafts.items[0]).toMatchObject({ id: draft.id, verification: { id: verification.id, green: true } });
  });

  it('is not green when a verdict differs, a mutant survives, or something could not be judged; then nothing is published', async () => {
    const draft = await desk.draft();
    const publish = async (verification: string) =>
      (await desk.ask('POST', `drafts/${draft.id}/publish`, { verification })).json().detail;
    for (const [wrong, figures] of [
      ['reference', { different: 2, asExpected: 0 }],
      ['mutant', { killed: 0 }],
      ['judge-error', { judgeErrors: 2 }],
    ] as const) {
      const started = await desk.verify(draft);
      await judge(bench.server, started.counts.total, (assignment) => {
        const { purpose } = assignment;
        if (wrong === 'mutant' && purpose === 'mutant') return 'accepted';
        if (purpose !== 'reference' || wrong === 'mutant') return asExpected(assignment);
        return wrong === 'judge-error' ? 'judge-error' : 'leak';
      });
      const verification = await desk.verification(started);
      expect(verification).toMatchObject({ state: 'finished', green: false, counts: figures });
      expect(await publish(verification.id)).toContain('not green');
      if (wrong === 'mutant') expect(verification.cases.at(-1)).toMatchObject({ fate: 'survived', equivalent: null });
      if (wrong !== 'judge-error') continue;
      const { cases, id } = verification;
      expect(cases[0]).toMatchObject({ outcome: 'judge-error', result: { fault: 'the judge is told so' } });
      const one = await desk.expect(200, 'GET', `verifications/${id}/cases/0`);
      expect(one).toMatchObject({
        source: expect.stringContaining('with lock'),
        report: { fault: 'the judge is told so' },
      });
      const [failure] = (await asAdmin('/api/admin/failures')).items;
      expect(failure).toMatchObject({ purpose: 'reference' });
      const rerun = { method: 'POST', url: `/api/admin/submissions/${failure.submission}/judge-again` } as const;
      expect((await bench.author.request(rerun)).statusCode).toBe(409);
    }
    // The last few are kept, with what was judged in them.
    for (let n = 0; n < 4; n++) {
      const { id } = await desk.verify(draft);
      await desk.expect(200, 'POST', `verifications/${id}/cancel`);
    }
    const { items } = await desk.expect(200, 'GET', `drafts/${draft.id}/verifications`);
    expect(items.map(({ state }: { state: string }) => state)).toEqual([...Array(4).fill('cancelled'), 'finished']);
  });

  it('is streamed without gaps to whoever watches, also what is cancelled, and ends with its last number', async () => {
    const draft = await desk.draft();
    const { id, counts } = await desk.verify(draft);
    const address = (await bench.server.app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
    const watch = (after: number, until: (message: VerificationMessage) => boolean) => {
      const socket = new WebSocket(`${address}/api/authoring/live`, { headers: { cookie: bench.author.cookie } });
      const messages: VerificationMessage[] = [];
      const done = new Promise<VerificationMessage[]>((resolve) => socket.on('close', () => resolve(messages)));
      socket.on('open', () => socket.send(JSON.stringify({ kind: 'watch-verification', verification: id, after })));
      socket.on('message', (data) => {
        const message = VerificationMessage.parse(JSON.parse(String(data)));
        messages.push(message);
        if (message.kind === 'problem' || until(message)) socket.close();
      });
      return done;
    };
    const all = watch(0, (message) => message.kind === 'case' && message.seq === message.total);
    const some = watch(0, (message) => message.kind === 'case' && message.seq === 2);
    await judge(bench.server, 3, asExpected);
    expect(await some).toHaveLength(2);
    const resumed = watch(2, (message) => message.kind === 'case' && message.seq === message.total);
    const cancelled = await desk.expect(200, 'POST', `verifications/${id}/cancel`);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      counts: { ended: counts.total, cancelled: counts.total - 3 },
    });
    await desk.expect(409, 'POST', `verifications/${id}/cancel`);
    const seqs = (messages: VerificationMessage[]) => messages.flatMap((one) => (one.kind === 'case' ? [one.seq] : []));
    expect(seqs(await all)).toEqual(numbers(counts.total));
    expect(seqs(await resumed)).toEqual(numbers(counts.total).slice(2));
    const states = (await all).map((message) => (message.kind === 'case' ? message.case.state : ''));
    expect(states).toEqual([...Array(3).fill('finished'), ...Array(counts.total - 3).fill('cancelled')]);
    const stranger = new WebSocket(`${address}/api/authoring/live`);
    const refused = await new Promise<Error>((resolve) => stranger.on('error', resolve));
    expect(refused.message).toContain('401');
  });
});

describe('publishing', () => {
  it('takes what was verified and nothing else, and does not overwrite others’ work unseen', async () => {
    const [one, two] = [await desk.draft(), await desk.draft()];
    const statement = async (): Promise<string> =>
      (await new Browser(bench.server.app).request({ url: `/api/exercises/${SLUG}` })).json().statement;
    const verified = async (draft: typeof one): Promise<string> => {
      const { id, counts } = await desk.verify(draft);
      await judge(bench.server, counts.total, asExpected);
      return id;
    };
    await desk.save(one, 'statement.md', 'One.\n');
    await desk.save(two, 'statement.md', 'Two.\n');
    const early = await verified(one);
    await desk.save(one, 'submissions/submissions.yaml', 'race/no_lock.py:\n  note: No lock.\n');
    const refused = await desk.ask('POST', `drafts/${one.id}/publish`, { verification: early });
    expect(refused.json().detail).toContain('changed since it was verified');
    // Back to the files that were verified: the same digest, so the verification holds.
    const now = await desk.expect(200, 'GET', `drafts/${one.id}/file?path=submissions/submissions.yaml`);
    await desk.expect(200, 'DELETE', `drafts/${one.id}/file?path=${now.path}&follows=${now.version}`);
    const foreign = await desk.ask('POST', `drafts/${two.id}/publish`, { verification: early });
    expect(foreign.status).toBe(404);
    await desk.expect(201, 'POST', `drafts/${one.id}/publish`, { verification: early });
    expect(await statement()).toBe('One.\n');
    expect(await desk.expect(200, 'GET', `drafts/${one.id}`)).toMatchObject({
      replaces: false,
      basedOn: { kind: 'app' },
    });

    const verification = await verified(two);
    expect(await desk.expect(200, 'GET', `drafts/${two.id}`)).toMatchObject({ replaces: true });
    const unseen = await desk.ask('POST', `drafts/${two.id}/publish`, { verification });
    expect(unseen.json()).toMatchObject({ status: 409, detail: expect.stringContaining('from elsewhere') });
    await desk.expect(201, 'POST', `drafts/${two.id}/publish`, { verification, replace: true });
    expect(await statement()).toBe('Two.\n');

    // The folder is published again, with a change of its own: the app's stays, and what the folder has is known.
    await bench.publishFolder();
    expect(await statement()).toBe('Two.\n');
    const view = AuthoredExerciseView.parse(await desk.expect(200, 'GET', `exercises/${SLUG}`));
    expect(view.exercise).toMatchObject({ origin: 'app', folder: 'different', publishedBy: { name: 'Root' } });
    expect(view.revisions.map(({ origin, current }) => `${origin} ${current}`)).toEqual([
      'app true',
      'app false',
      'folder false',
    ]);
    expect(view.revisions[2]).toMatchObject({ submissions: 1, finished: 1, publishedBy: null });
    const made = await desk.draft();
    expect(made.basedOn).toEqual({ kind: 'app', digest: made.digest });
    await desk.expect(200, 'POST', `exercises/${SLUG}/give-back`);
    await desk.expect(409, 'POST', `exercises/${SLUG}/give-back`);
    expect(await statement()).toContain('Several processes count together.');
    const { items } = await asAdmin('/api/admin/audit');
    expect(items.slice(0, 2)).toMatchObject([
      { action: 'exercise-given-back', subject: SLUG },
      { action: 'exercise-published', subject: SLUG },
    ]);
  });

  it('makes an exercise that the folder has not, which stays until it is given back', async () => {
    const made = await desk.expect(201, 'POST', 'drafts', { kind: 'exercise', slug: SLUG });
    const draft = await desk.expect(201, 'POST', `drafts/${made.id}/duplicate`, { slug: 'app-counter' });
    const { id, counts } = await desk.verify(draft);
    await judge(bench.server, counts.total, asExpected);
    await desk.expect(201, 'POST', `drafts/${draft.id}/publish`, { verification: id });
    await bench.publishFolder();
    const there = async () =>
      (await new Browser(bench.server.app).request({ url: '/api/exercises/app-counter' })).statusCode;
    expect(await there()).toBe(200);
    const { items } = await desk.expect(200, 'GET', 'exercises');
    expect(items).toContainEqual(expect.objectContaining({ slug: 'app-counter', origin: 'app', folder: 'absent' }));
    expect(await desk.expect(200, 'POST', 'exercises/app-counter/give-back')).toEqual({
      slug: 'app-counter',
      revision: null,
    });
    expect(await there()).toBe(404);
  });
});

describe('rejudging', () => {
  it('tells whose submissions come out differently, and applies what it is told', async () => {
    const items = [{ kind: 'exercise', slug: SLUG }];
    const { browser: sitter } = await interviewBench(() => ({
      server: bench.server,
      interviewer: bench.author,
    })).sitting({
      items,
    });
    const practising = new Browser(bench.server.app);
    const ids: string[] = [];
    for (const browser of [sitter, practising])
      ids.push((await browser.submit('def count(n_procs, n): ...')).json().id);
    await judge(bench.server, 2, () => 'accepted');
    const draft = await desk.draft();
    await desk.save(draft, 'statement.md', 'Stricter.\n');
    const { id, counts } = await desk.verify(draft);
    await judge(bench.server, counts.total, asExpected);
    const verification = { verification: id };
    await desk.expect(201, 'POST', `drafts/${draft.id}/publish`, verification);

    const rejudge = await desk.expect(201, 'POST', `exercises/${SLUG}/rejudge`, { revisions: 'all' });
    await desk.expect(409, 'POST', `exercises/${SLUG}/rejudge`, { revisions: 'all' });
    await desk.expect(409, 'POST', `rejudges/${rejudge.id}/apply`, { submissions: 'all' });
    const judged = await judge(bench.server, rejudge.total, () => 'race');
    expect(new Set(judged.map(({ purpose }) => purpose))).toEqual(new Set(['rejudge']));
    const differences = await desk.expect(200, 'GET', `rejudges/${rejudge.id}/differences`);
    const told = RejudgeDifferencePage.parse(differences).items.map(({ submission, who }) => [submission, who]);
    expect(told).toEqual(
      expect.arrayContaining([
        [ids[0], 'candidate'],
        [ids[1], 'practice'],
      ]),
    );
    const verdict = async (at: number) =>
      (await [sitter, practising][at]?.request({ url: `/api/submissions/${ids[at]}` }))?.json().verdict;
    expect([await verdict(0), await verdict(1)]).toEqual(['accepted', 'accepted']);
    const applied = await desk.expect(200, 'POST', `rejudges/${rejudge.id}/apply`, { submissions: [ids[0]] });
    expect(applied).toMatchObject({ applied: 1, skipped: [], left: 0, rejudge: { applied: 1, state: 'finished' } });
    expect([await verdict(0), await verdict(1)]).toEqual(['race', 'accepted']);
    expect((await practising.request({ url: '/api/submissions' })).json().items).toHaveLength(1);
    await desk.expect(409, 'POST', `rejudges/${rejudge.id}/cancel`);
    const view = await desk.expect(200, 'GET', `exercises/${SLUG}`);
    expect(view.rejudges).toMatchObject([{ id: rejudge.id, applied: 1 }]);
    // Visitors without an account go when their time is over; those of verifications and rejudgings are nobody.
    expect(await bench.server.store.erasure.eraseVisitorsUnseenFor(-1)).toBeGreaterThan(0);
    expect((await desk.verification({ id })).counts).toMatchObject({ total: counts.total, ended: counts.total });
  });
});
