import type { NumberedEvent, SubmissionEvent, SubmissionView } from '@lockstep/protocol';
import { Slug, SubmissionId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { FOLLOW_TIMES, type Followed, SubmissionFollower } from '../../src/features/workspace/result/follower.ts';
import { chooseSubmission } from '../../src/features/workspace/result/remembered.ts';
import { ApiError } from '../../src/shared/api/http.ts';
import type { LiveWatcher } from '../../src/shared/api/live-client.ts';
import { STREAMS } from '../streams.ts';
import { FakeTimers, settle } from './fakes.ts';

const ID = SubmissionId.parse('00000000-0000-4000-8000-000000000001');

const numbered = (events: readonly SubmissionEvent[]): NumberedEvent[] =>
  events.map((event, index) => ({ seq: index + 1, at: '2026-01-01T00:00:00Z', event }));

function view(events: readonly NumberedEvent[]): SubmissionView {
  return {
    id: ID,
    slug: Slug.parse('locked-counter'),
    mode: 'full',
    call: null,
    state: 'running',
    number: 1,
    verdict: null,
    code: null,
    claim: null,
    sentence: null,
    createdAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    judgingMs: null,
    source: 'code',
    events: [...events],
  };
}

class World {
  readonly timers = new FakeTimers();
  readonly all = numbered(STREAMS.accepted);
  /** How many events the server has stored. */
  stored = 0;
  loads = 0;
  fault: Error | null = null;
  watcher: LiveWatcher | null = null;
  readonly finished: Followed[] = [];
  readonly follower = new SubmissionFollower({
    load: async () => {
      this.loads += 1;
      if (this.fault !== null) throw this.fault;
      return view(this.all.slice(0, this.stored));
    },
    live: {
      watch: (_submission, watcher) => {
        this.watcher = watcher;
        return () => {
          this.watcher = null;
        };
      },
    },
    timers: this.timers,
    onFinished: (submission) => this.finished.push(submission),
  });

  stream(from: number, to: number): void {
    for (const event of this.all.slice(from, to)) this.watcher?.event(event);
  }

  get panel() {
    const state = this.follower.snapshot();
    if (state.kind !== 'shown') throw new Error(`nothing is shown but ${state.kind}`);
    return state.submission.panel;
  }
}

describe('following a submission', () => {
  it('loads what is stored and streams the rest after the last number', async () => {
    const world = new World();
    world.stored = 6;
    await world.follower.follow(ID);
    expect(world.watcher?.lastSeen()).toBe(6);
    world.stream(3, world.all.length);
    expect(world.panel.stage.kind).toBe('finished');
    expect(world.panel.tests).toHaveLength(6);
    expect(world.finished).toHaveLength(1);
    expect(world.watcher).toBeNull();
    expect(world.timers.pending).toBe(0);
  });

  it('fetches the whole again when an event is missing', async () => {
    const world = new World();
    world.stored = 4;
    await world.follower.follow(ID);
    world.stored = 9;
    world.stream(7, 9);
    await settle();
    expect(world.loads).toBe(2);
    expect(world.panel.lastSeq).toBe(9);
    expect(world.panel.gap).toBe(false);
  });

  it('asks by itself when the stream stays silent', async () => {
    const world = new World();
    world.stored = 4;
    await world.follower.follow(ID);
    world.stored = world.all.length;
    await world.timers.advance(FOLLOW_TIMES.pollMs);
    expect(world.panel.stage.kind).toBe('finished');
    expect(world.finished).toHaveLength(1);
  });

  it('keeps what is shown while the server is away, and goes on when it is back', async () => {
    const world = new World();
    world.stored = 4;
    await world.follower.follow(ID);
    world.fault = new ApiError('unreachable', 0, 'away');
    await world.timers.advance(FOLLOW_TIMES.pollMs * 3);
    expect(world.panel.lastSeq).toBe(4);
    world.fault = null;
    world.stored = world.all.length;
    await world.timers.advance(FOLLOW_TIMES.pollMs);
    expect(world.panel.stage.kind).toBe('finished');
  });

  it.each([401, 404])('says so when the server answers %d for what was shown, and asks no more', async (status) => {
    const world = new World();
    world.stored = 4;
    await world.follower.follow(ID);
    world.fault = new ApiError('problem', status, 'not yours');
    await world.timers.advance(FOLLOW_TIMES.pollMs);
    expect(world.follower.snapshot()).toMatchObject({ kind: 'shown', submission: { lost: true, source: 'code' } });
    expect(world.panel.lastSeq).toBe(4);
    expect(world.watcher).toBeNull();
    expect(world.timers.pending).toBe(0);
    expect(world.finished).toEqual([]);
  });

  it('does not watch one that is over', async () => {
    const world = new World();
    world.stored = world.all.length;
    await world.follower.follow(ID);
    expect(world.watcher).toBeNull();
    expect(world.finished).toHaveLength(0);
  });

  it('says what failed and tries again on demand', async () => {
    const world = new World();
    world.fault = new ApiError('unreachable', 0, 'away');
    await world.follower.follow(ID);
    expect(world.follower.snapshot()).toMatchObject({ kind: 'failed', error: world.fault });
    world.fault = null;
    world.stored = 2;
    world.follower.retry();
    await settle();
    expect(world.panel.lastSeq).toBe(2);
  });
});

describe('the submission that a workspace shows first', () => {
  const base = view([]);
  const old = SubmissionId.parse('00000000-0000-4000-8000-000000000009');

  it('is the one that is still being judged', () => {
    expect(chooseSubmission(old, [{ ...base, state: 'running' }])).toBe(ID);
  });

  it('is else the remembered one, else the newest, else none', () => {
    expect(chooseSubmission(old, [{ ...base, state: 'finished' }])).toBe(old);
    expect(chooseSubmission(null, [{ ...base, state: 'finished' }])).toBe(ID);
    expect(chooseSubmission(null, [])).toBeNull();
  });
});
