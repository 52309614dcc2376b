/** Several servers and graders on one database, and what is killed in the middle. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SubmissionView } from '@lockstep/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Candidate, openSystem, type Part, ROOT, type System } from '../system.ts';

let system: System;
beforeEach(async () => {
  system = await openSystem();
});
afterEach(() => system.close());

const right = readFileSync(path.join(ROOT, 'exercises/locked-counter/submissions/accepted/with_lock.py'), 'utf8');
const wrong = 'def count(n_procs, n):\n    return n_procs * n\n';

/** Numbers from 1 without a gap, one `finished` at the end. */
function expectWhole(events: readonly { seq: number; event: { kind: string } }[]): void {
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter((event) => event.event.kind === 'finished')).toHaveLength(1);
  expect(events.at(-1)?.event.kind).toBe('finished');
}

describe('two servers and two graders on one database', () => {
  it('judge each submission once, and a watcher at the other server gets every event', async () => {
    const [one, two] = [await system.server(), await system.server()];
    await Promise.all([system.grader(), system.grader()]);
    const candidate = new Candidate();
    const submitted = [];
    for (let i = 0; i < 6; i++) {
      const source = i % 2 === 0 ? right : wrong;
      submitted.push({ source, summary: await candidate.submit(i % 3 === 0 ? one : two, 'locked-counter', source) });
    }
    const watched = await Promise.all(
      submitted.map(({ summary }, index) => candidate.watch(() => (index % 3 === 0 ? two : one), summary.id)),
    );
    for (const [index, events] of watched.entries()) {
      expectWhole(events);
      expect(events.filter((event) => event.event.kind === 'started')).toHaveLength(1);
      const { source, summary } = submitted[index] ?? { source: '', summary: { id: '' } };
      const view = SubmissionView.parse(await candidate.get(one, `/api/submissions/${summary.id}`));
      expect(view.verdict).toBe(source === right ? 'accepted' : 'rule-violation');
      expect(view.events.map((event) => event.seq)).toEqual(events.map((event) => event.seq));
    }
  });
});

describe('whatever is killed, every accepted submission ends with exactly one verdict', () => {
  it('the grader, in the middle of judging', async () => {
    const server = await system.server();
    const grader = await system.grader();
    const candidate = new Candidate();
    const { id } = await candidate.submit(server, 'locked-counter', right);
    let killed: Promise<unknown> | null = null;
    const events = await candidate.watch(
      () => server,
      id,
      (seq) => {
        if (seq < 4 || killed !== null) return;
        killed = grader.kill().then(() => system.grader());
      },
    );
    await killed;
    expectWhole(events);
    expect(events.map((event) => event.event.kind)).toContain('restarted');
    expect(events.at(-1)?.event).toMatchObject({ verdict: 'accepted' });
  });

  it('the server, while a candidate watches', async () => {
    let server: Part = await system.server();
    await system.grader();
    const candidate = new Candidate();
    const { id } = await candidate.submit(server, 'locked-counter', right);
    let replaced: Promise<void> | null = null;
    const events = await candidate.watch(
      () => server,
      id,
      (seq) => {
        if (seq < 3 || replaced !== null) return;
        const port = new URL(server.url).port;
        replaced = server.kill().then(async () => {
          server = { ...(await system.server({ PORT: port })), url: `http://localhost:${port}` };
        });
      },
    );
    await replaced;
    expectWhole(events);
    expect(events.at(-1)?.event).toMatchObject({ verdict: 'accepted' });
  });

  it('everything at once, with submissions waiting', async () => {
    const server = await system.server();
    const grader = await system.grader();
    const candidate = new Candidate();
    const submitted = [];
    for (let i = 0; i < 3; i++) submitted.push(await candidate.submit(server, 'locked-counter', wrong));
    await Promise.all([server.kill(), grader.kill()]);
    const again = await system.server();
    await system.grader();
    for (const { id } of submitted) {
      const events = await candidate.watch(() => again, id);
      expectWhole(events);
      expect(events.at(-1)?.event).toMatchObject({ verdict: 'rule-violation' });
    }
  });
});
