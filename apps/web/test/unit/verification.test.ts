import type { Verification, VerificationCase, VerificationMessage } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { decidedWords } from '../../src/features/authoring/verify/decided-words.ts';
import { VerificationFollower } from '../../src/features/authoring/verify/verification-follower.ts';
import {
  isOpen,
  mutantGroups,
  openCount,
  referenceRows,
  withCase,
} from '../../src/features/authoring/verify/verification-model.ts';
import { ApiError } from '../../src/shared/api/http.ts';
import type { LiveSocket } from '../../src/shared/api/steady-socket.ts';
import { ended, resultOf } from '../authoring-package.ts';
import { FakeAccounts } from '../fake-accounts.ts';
import { FakeAuthoring } from '../fake-authoring.ts';
import { FakeTimers, settle } from './fakes.ts';

/** None of its cases has ended. */
function begun(): Verification {
  const authoring = new FakeAuthoring(new FakeAccounts());
  return authoring.begin(authoring.add());
}

type CaseMessage = Extract<VerificationMessage, { readonly kind: 'case' }>;

function message(verification: Verification, seq: number, one: VerificationCase): CaseMessage {
  return { kind: 'case', verification: verification.id, seq, total: verification.counts.total, case: one };
}

/** As it is after its cases ended in order, with other verdicts than expected at some positions. */
function after(
  verification: Verification,
  verdicts: Readonly<Record<number, 'accepted' | 'judge-error'>>,
): Verification {
  return verification.cases.reduce((now, one, index) => {
    const usual = one.kind === 'reference' ? one.expected : 'race';
    return withCase(now, message(now, index + 1, ended(one, verdicts[index] ?? usual))) ?? now;
  }, verification);
}

describe('a verification', () => {
  it('takes each case once, in order, and counts', () => {
    const start = begun();
    expect(start.cases.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'reference submissions/accepted/with_lock.py',
      'reference submissions/deadlock/lock_twice.py',
      'reference submissions/race/no_lock.py',
      'reference submissions/rule-violation/just_product.py',
      ...Array.from({ length: 4 }, () => 'mutant submissions/accepted/with_lock.py'),
    ]);
    const [first, second] = start.cases;
    if (first === undefined || second === undefined) throw new Error('there are no cases');
    const one = withCase(start, message(start, 1, ended(first, 'accepted')));
    expect(one).toMatchObject({ lastSeq: 1, counts: { ended: 1, asExpected: 1, different: 0 } });
    expect(withCase(one ?? start, message(start, 1, ended(first, 'race')))).toBe(one);
    expect(withCase(one ?? start, message(start, 3, ended(second, 'race')))).toBe(null);
  });

  it('says what has to be settled, and shows that first once it has ended', () => {
    const running = after(begun(), { 3: 'accepted', 4: 'accepted', 6: 'accepted', 5: 'judge-error' });
    expect(running.counts).toMatchObject({
      asExpected: 3,
      different: 1,
      killed: 1,
      survived: 1,
      equivalent: 1,
      judgeErrors: 1,
    });
    expect(openCount(running.counts)).toBe(3);
    expect(running.cases.filter(isOpen).map(({ position }) => position)).toEqual([3, 4, 5]);
    expect(referenceRows(running).map(({ position }) => position)).toEqual([0, 1, 2, 3]);
    expect(referenceRows({ ...running, state: 'finished' }).map(({ position }) => position)).toEqual([3, 0, 1, 2]);
    expect(mutantGroups(running.cases)).toMatchObject([
      { path: 'submissions/accepted/with_lock.py', mutants: { length: 4 } },
    ]);
  });

  it('says in words what a verdict rests on', () => {
    const words = (change: Parameters<typeof resultOf>[1]) => decidedWords(resultOf('accepted', change));
    expect(words({})).toBe('exhaustive, 1 scope');
    expect(words({ claim: { kind: 'bounded', preemptions: 2, states: 9 } })).toBe('bounded, 1 scope');
    expect(words({ claim: { kind: 'sampled', schedules: '2', reason: null } })).toBe('sampled, 2 tests');
    expect(words({ decidedBy: { kind: 'scope', call: 'count(2, 2)', preemptions: 1 } })).toBe(
      'count(2, 2), 1 preemption',
    );
    expect(words({ decidedBy: { kind: 'compile' } })).toBe('compiling');
    const test = { kind: 'test', title: 'Full size', call: 'count(4, 5)' } as const;
    expect(words({ decidedBy: { ...test, group: 'full-scale' } })).toBe('full size, “Full size”');
    expect(words({ decidedBy: null })).toBe('');
  });
});

class FakeSocket implements LiveSocket {
  readonly sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  closed = false;
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
  }
  say(said: unknown): void {
    this.onmessage?.({ data: JSON.stringify(said) });
  }
}

/** A server's verification, and a page that follows it. */
async function followed() {
  const timers = new FakeTimers();
  const sockets: FakeSocket[] = [];
  const server = { verification: begun(), reachable: true };
  const ends: Verification[] = [];
  const follower = new VerificationFollower({
    id: server.verification.id,
    read: async () => {
      if (!server.reachable) throw new ApiError('unreachable', 0, 'No answer.');
      return server.verification;
    },
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    timers,
    random: () => 1,
    onEnd: (verification) => ends.push(verification),
  });
  await follower.read();
  const socket = () => sockets.at(-1) ?? new FakeSocket();
  socket().onopen?.();
  const end = (seq: number) => {
    const one = server.verification.cases[seq - 1];
    if (one === undefined) throw new Error(`no case ${seq}`);
    const usual = one.kind === 'reference' ? one.expected : 'race';
    const said = message(server.verification, seq, ended(one, usual));
    server.verification = withCase(server.verification, said) ?? server.verification;
    return said;
  };
  return {
    follower,
    timers,
    sockets,
    socket,
    server,
    ends,
    end,
    lastSeq: () => follower.snapshot().verification?.lastSeq,
  };
}

describe('who follows a verification', () => {
  it('misses nothing and counts nothing twice when the connection breaks', async () => {
    const { follower, timers, sockets, socket, end, lastSeq } = await followed();
    expect(socket().sent).toEqual([expect.objectContaining({ kind: 'watch-verification', after: 0 })]);
    const [one, two, three] = [end(1), end(2), end(3)];
    socket().say(one);
    socket().say(one);
    socket().say(three);
    expect(lastSeq()).toBe(1);
    expect(socket().sent.at(-1)).toMatchObject({ after: 1 });
    socket().say(two);
    socket().say(three);
    expect(lastSeq()).toBe(3);
    socket().onclose?.({ code: 1006 });
    expect(follower.snapshot().stream).toBe('waiting');
    await timers.advance(1_000);
    expect(sockets.length).toBe(2);
    socket().onopen?.();
    expect(socket().sent).toEqual([expect.objectContaining({ after: 3 })]);
    follower.stop();
    expect(socket().closed).toBe(true);
  });

  it('reads once more at the end, and tries again where that fails', async () => {
    const { follower, timers, server, ends, end, socket, lastSeq } = await followed();
    const total = server.verification.counts.total;
    for (let seq = 1; seq < total; seq++) socket().say(end(seq));
    server.reachable = false;
    socket().say(end(total));
    await settle();
    expect([lastSeq(), ends, follower.snapshot().error?.message]).toEqual([total, [], 'No answer.']);
    server.reachable = true;
    server.verification = { ...server.verification, state: 'finished', green: true, endedAt: '2026-01-01T00:00:09Z' };
    await timers.advance(3_000);
    expect(follower.snapshot()).toMatchObject({ verification: { state: 'finished', green: true }, error: null });
    expect(ends.length).toBe(1);
    expect(socket().closed).toBe(true);
    expect(timers.pending).toBe(0);
  });
});
