import type { NumberedEvent } from '@lockstep/protocol';
import { SubmissionId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { createLiveClient } from '../../src/shared/api/live-client.ts';
import { type LiveSocket, SOCKET_BACKOFF } from '../../src/shared/api/steady-socket.ts';
import { FakeTimers } from './fakes.ts';

const ONE = SubmissionId.parse('00000000-0000-4000-8000-000000000001');
const TWO = SubmissionId.parse('00000000-0000-4000-8000-000000000002');

class FakeSocket implements LiveSocket {
  readonly sent: unknown[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  say(message: unknown): void {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const timers = new FakeTimers();
  const live = createLiveClient({
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    timers,
    random: () => 1,
  });
  return { live, timers, sockets, last: () => sockets.at(-1) ?? new FakeSocket() };
}

function reader() {
  const seen: NumberedEvent[] = [];
  return { seen, lastSeen: () => seen.at(-1)?.seq ?? 0, event: (event: NumberedEvent) => void seen.push(event) };
}

const queued = (submission: SubmissionId, seq: number) => ({
  kind: 'event',
  submission,
  seq,
  at: '2026-01-01T00:00:00Z',
  event: { kind: 'queued', place: 1 },
});

describe('the live client', () => {
  it('has no socket while nothing is watched', () => {
    const { live, sockets, last } = setUp();
    expect(sockets).toHaveLength(0);
    const stop = live.watch(ONE, reader());
    expect(live.status()).toBe('connecting');
    last().onopen?.();
    expect(live.status()).toBe('open');
    stop();
    expect(last().closed).toBe(true);
    expect(live.status()).toBe('idle');
  });

  it('gives each reader the events of its own submission', () => {
    const { live, last } = setUp();
    const one = reader();
    const two = reader();
    live.watch(ONE, one);
    last().onopen?.();
    live.watch(TWO, two);
    last().say(queued(ONE, 1));
    last().say(queued(TWO, 1));
    last().say(queued(ONE, 2));
    expect(one.seen.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(two.seen.map(({ seq }) => seq)).toEqual([1]);
  });

  it('watches again after a break, from the last event that was seen', async () => {
    const { live, timers, sockets, last } = setUp();
    live.watch(ONE, reader());
    last().onopen?.();
    last().say(queued(ONE, 1));
    last().say(queued(ONE, 2));
    last().onclose?.({ code: 1006 });
    expect(live.status()).toBe('waiting');
    await timers.advance(SOCKET_BACKOFF.firstMs);
    expect(sockets).toHaveLength(2);
    expect(live.status()).toBe('waiting');
    last().onopen?.();
    expect(live.status()).toBe('open');
    expect(last().sent).toEqual([{ kind: 'watch', submission: ONE, after: 2 }]);
  });

  it('waits longer after each failure, up to a bound, and hurries when told to', async () => {
    const { live, timers, sockets, last } = setUp();
    live.watch(ONE, reader());
    for (const pause of [400, 800, 1600, 3200, 6400, 10_000, 10_000]) {
      last().onclose?.({ code: 1006 });
      const before = sockets.length;
      await timers.advance(pause - 1);
      expect(sockets).toHaveLength(before);
      await timers.advance(1);
      expect(sockets).toHaveLength(before + 1);
    }
    last().onclose?.({ code: 1006 });
    const before = sockets.length;
    live.hurry();
    expect(sockets).toHaveLength(before + 1);
    live.hurry();
    expect(sockets).toHaveLength(before + 1);
  });

  it('ignores what it does not know', () => {
    const { live, last } = setUp();
    const one = reader();
    live.watch(ONE, one);
    last().onopen?.();
    for (const message of ['not json', '{}', { kind: 'news' }, { ...queued(ONE, 1), event: { kind: 'later' } }])
      last().say(message);
    last().say(queued(ONE, 1));
    expect(one.seen).toHaveLength(1);
  });
});
