import { isLastEvent, type NumberedEvent, SubmissionId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { LiveHub } from '../src/live/live-hub.ts';

const isLast = ({ event }: NumberedEvent) => isLastEvent(event);
const ID = SubmissionId.parse('7d0e8a52-5a0c-4f35-8f0f-0f6a3bb1a001');
const numbered = (seq: number, last = false): NumberedEvent => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  event: last
    ? {
        kind: 'finished',
        verdict: 'accepted',
        code: 'AC',
        claim: { kind: 'sampled', schedules: '1', reason: null },
        flags: [],
        sentence: 's',
        compileError: null,
        timing: { totalMs: 1, compileMs: 1, samplesMs: 1, fullScaleMs: 1, exploreMs: null },
      }
    : { kind: 'queued', place: seq },
});

/** A store whose reads answer when the test says so. */
class Log {
  readonly events: NumberedEvent[] = [];
  reads = 0;
  readonly #waiting: (() => void)[] = [];
  held = false;

  async after(_id: SubmissionId, seq: number, limit: number): Promise<readonly NumberedEvent[]> {
    this.reads += 1;
    const answer = this.events.filter((event) => event.seq > seq).slice(0, limit);
    if (this.held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return answer;
  }

  release(): void {
    this.held = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function recorder() {
  const seen: number[] = [];
  let failures = 0;
  return {
    seen,
    failures: () => failures,
    send: (_id: SubmissionId, event: NumberedEvent) => void seen.push(event.seq),
    fail: () => {
      failures += 1;
    },
  };
}

/** Lets every promise that can settle do so. */
const settle = async () => {
  for (let i = 0; i < 50; i++) await Promise.resolve();
};

describe('a watcher', () => {
  it('gets what it has not seen, then each new event once', async () => {
    const log = new Log();
    log.events.push(numbered(1), numbered(2));
    const hub = new LiveHub(log, isLast);
    const watcher = recorder();
    hub.watch(ID, 1, watcher);
    await settle();
    log.events.push(numbered(3));
    hub.notice(ID);
    hub.notice(ID);
    await settle();
    expect(watcher.seen).toEqual([2, 3]);
  });

  it('misses nothing when a notice comes while a read is under way', async () => {
    const log = new Log();
    log.events.push(numbered(1));
    log.held = true;
    const hub = new LiveHub(log, isLast);
    const watcher = recorder();
    hub.watch(ID, 0, watcher);
    log.events.push(numbered(2));
    hub.notice(ID);
    log.release();
    await settle();
    expect(watcher.seen).toEqual([1, 2]);
  });

  it('catches up by noticeAll when notices were lost', async () => {
    const log = new Log();
    const hub = new LiveHub(log, isLast);
    const watcher = recorder();
    hub.watch(ID, 0, watcher);
    await settle();
    log.events.push(numbered(1), numbered(2));
    hub.noticeAll();
    await settle();
    expect(watcher.seen).toEqual([1, 2]);
  });

  it('gets more than one batch in order', async () => {
    const log = new Log();
    for (let seq = 1; seq <= 450; seq++) log.events.push(numbered(seq));
    const hub = new LiveHub(log, isLast);
    const watcher = recorder();
    hub.watch(ID, 0, watcher);
    await settle();
    expect(watcher.seen).toEqual(log.events.map((event) => event.seq));
  });

  it('is let go after the last event', async () => {
    const log = new Log();
    log.events.push(numbered(1), numbered(2, true));
    const hub = new LiveHub(log, isLast);
    hub.watch(ID, 0, recorder());
    await settle();
    expect(hub.size).toBe(0);
  });

  it('that ended gets nothing more, also from a read under way', async () => {
    const log = new Log();
    log.events.push(numbered(1));
    log.held = true;
    const hub = new LiveHub(log, isLast);
    const watcher = recorder();
    const end = hub.watch(ID, 0, watcher);
    end();
    log.release();
    await settle();
    expect(watcher.seen).toEqual([]);
    expect(hub.size).toBe(0);
  });

  it('is told when the store fails, so that it can resume', async () => {
    const hub = new LiveHub({ after: () => Promise.reject(new Error('no database')) }, isLast);
    const watcher = recorder();
    hub.watch(ID, 0, watcher);
    await settle();
    expect(watcher.failures()).toBe(1);
    expect(hub.size).toBe(0);
  });
});
