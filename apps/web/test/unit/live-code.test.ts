import { SittingId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/shared/api/http.ts';
import { SOCKET_BACKOFF } from '../../src/shared/api/steady-socket.ts';
import { COPY_TIMES } from '../../src/shared/live-code/copy-ports.ts';
import { LATE_TIMES } from '../../src/shared/live-code/late-text.ts';
import { FakeLive } from '../fake-live.ts';
import { settle } from './fakes.ts';
import { INTERVIEWER, LiveWorld, SITTING, SLUG, type WorldPage } from './live-world.ts';

const START = 'starter\n';
const KEPT = `lockstep:typing:${SITTING}:`;

async function opened(): Promise<{ world: LiveWorld; page: WorldPage }> {
  const world = new LiveWorld();
  const page = world.page();
  await settle();
  return { world, page };
}

/** All that is needed for a new connection, whatever the patience has grown to. */
const reconnected = (world: LiveWorld) => world.timers.advance(SOCKET_BACKOFF.mostMs);

describe('a copy of the code', () => {
  it('has what the server has, sends what is typed, and shows what others type', async () => {
    const { world, page } = await opened();
    expect(page.text()).toBe(START);
    expect(page.copy.snapshot().standing).toMatchObject({ kind: 'kept', untouched: true });
    page.type(0, 'a');
    expect(page.copy.snapshot().standing).toEqual({ kind: 'sending' });
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(world.server.text(SLUG)).toBe(`a${START}`);
    expect(page.copy.snapshot().standing).toMatchObject({ kind: 'kept', untouched: false });
    world.server.write(SLUG, INTERVIEWER, (text) => text.insert(0, '# '));
    await settle();
    expect(page.text()).toBe(`# a${START}`);
    expect(world.store.keys(KEPT)).toEqual([]);
  });

  it('sends the first key at once and those right after it together', async () => {
    const { world, page } = await opened();
    const typed = () => world.server.requests.filter(({ kind }) => kind === 'type').length;
    page.type(0, 'a');
    await world.timers.advance(0);
    expect(typed()).toBe(1);
    page.type(1, 'b');
    page.type(2, 'c');
    await world.timers.advance(COPY_TIMES.sendMs - 1);
    expect(typed()).toBe(1);
    await world.timers.advance(1);
    expect(typed()).toBe(2);
    expect(world.server.text(SLUG)).toBe(`abc${START}`);
  });

  it('keeps what is typed without a connection, and plays it back at the times when it was typed', async () => {
    const { world, page } = await opened();
    world.goDown();
    const begin = world.timers.nowMs;
    for (let second = 0; second < 600; second += 1) {
      await world.timers.advance(1_000);
      page.type(0, String(second % 10));
    }
    expect(page.copy.snapshot().standing).toEqual({ kind: 'cut-off', stored: true });
    world.comeBack();
    await reconnected(world);
    expect(world.server.text(SLUG)).toBe(page.text());
    expect(page.text()).toHaveLength(600 + START.length);
    const times = world.server.log(SLUG).slice(1);
    expect(times.length).toBe(600);
    expect(times.slice(0, 590).every(({ delayed }) => delayed)).toBe(true);
    expect(times.map(({ at }) => Math.round((Date.parse(at) - begin) / 1_000))).toEqual(
      Array.from({ length: 600 }, (_, index) => index + 1),
    );
    expect(page.copy.snapshot().standing.kind).toBe('kept');
    expect(world.store.keys(KEPT)).toEqual([]);
  });

  it('survives a crash of the browser while the server is away, and shows the text before the server answers', async () => {
    const { world, page } = await opened();
    page.type(0, 'in time ');
    await world.timers.advance(COPY_TIMES.sendMs);
    world.goDown();
    page.type(8, 'and later ');
    await world.timers.advance(COPY_TIMES.storeMs);
    const again = world.page();
    expect(again.text()).toBe(`in time and later ${START}`);
    world.comeBack();
    await reconnected(world);
    expect(world.server.text(SLUG)).toBe(`in time and later ${START}`);
    expect(world.server.log(SLUG)).toHaveLength(3);
  });

  it('loses nothing with a server that falls over before it has stored what it was sent', async () => {
    const { world, page } = await opened();
    page.type(0, 'stored ');
    await world.timers.advance(COPY_TIMES.sendMs);
    world.dead = true;
    page.type(7, 'lost on the way ');
    await world.timers.advance(COPY_TIMES.sendMs);
    world.dead = false;
    world.restart();
    await reconnected(world);
    expect(world.server.text(SLUG)).toBe(`stored lost on the way ${START}`);
    expect(page.copy.isSettled).toBe(true);
  });

  it('gives back what somebody else typed and a server lost', async () => {
    const { world, page } = await opened();
    world.server.write(SLUG, INTERVIEWER, (text) => text.insert(0, 'hint '));
    await settle();
    world.restart(1);
    expect(world.server.text(SLUG)).toBe(START);
    await reconnected(world);
    expect(world.server.text(SLUG)).toBe(`hint ${START}`);
    expect(page.text()).toBe(`hint ${START}`);
  });

  it('finds out by itself that a connection is dead', async () => {
    const { world, page } = await opened();
    world.dead = true;
    page.type(0, 'a');
    await world.timers.advance(COPY_TIMES.answerMs);
    world.dead = false;
    await reconnected(world);
    expect(world.server.text(SLUG)).toBe(`a${START}`);
  });

  it('does not store twice what was kept although the answer was lost', async () => {
    const { world, page } = await opened();
    world.server.silent = true;
    page.type(0, 'a');
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(page.copy.isSettled).toBe(false);
    world.server.silent = false;
    world.cut();
    await reconnected(world);
    expect(page.copy.isSettled).toBe(true);
    expect(world.server.text(SLUG)).toBe(`a${START}`);
    expect(world.server.log(SLUG)).toHaveLength(2);
  });

  it('is the same in two tabs, and a tab takes over what a closed one could not send', async () => {
    const { world, page } = await opened();
    const other = world.page();
    await settle();
    page.type(0, 'one ');
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(other.text()).toBe(`one ${START}`);
    world.goDown();
    other.type(0, 'two ');
    await world.timers.advance(COPY_TIMES.storeMs);
    // The tab is closed without a word, and another one is opened.
    const third = world.page();
    world.comeBack();
    await reconnected(world);
    for (const text of [page.text(), third.text(), world.server.text(SLUG)]) expect(text).toBe(`two one ${START}`);
  });

  it('says when this browser keeps nothing', async () => {
    const { world, page } = await opened();
    world.goDown();
    world.store.blocked = true;
    page.type(0, 'a');
    await world.timers.advance(COPY_TIMES.storeMs);
    expect(page.copy.snapshot().standing).toEqual({ kind: 'cut-off', stored: false });
  });

  it('bounds what it keeps: times become coarser, and nothing is lost', async () => {
    const { world, page } = await opened();
    world.goDown();
    for (let key = 0; key < 1_050; key += 1) {
      await world.timers.advance(COPY_TIMES.apartMs);
      page.type(key, 'x');
    }
    const [key] = world.store.keys(KEPT);
    expect(JSON.parse(world.store.get(key ?? '') ?? '').changes.length).toBeLessThanOrEqual(1_000);
    world.comeBack();
    await reconnected(world);
    expect(world.server.text(SLUG)).toBe(`${'x'.repeat(1_050)}${START}`);
  });
});

describe('what the server refuses', () => {
  it('because it is late goes the way of late drafts, once, and stays in this browser', async () => {
    const { world, page } = await opened();
    world.saveLate = async () => {
      throw new ApiError('problem', 403, 'The time is up.');
    };
    world.server.setState('over');
    page.type(0, 'too late ');
    await world.timers.advance(LATE_TIMES.pauseMs);
    expect(world.late).toEqual([`too late ${START}`]);
    expect(page.copy.snapshot().standing).toEqual({ kind: 'late', said: 'The time is up.' });
    await world.timers.advance(COPY_TIMES.storeMs);
    const again = world.page();
    await settle();
    await world.timers.advance(LATE_TIMES.pauseMs);
    expect(again.text()).toBe(`too late ${START}`);
    expect(world.late).toHaveLength(1);
    // More time is given after all.
    world.server.setState('running');
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(world.server.text(SLUG)).toBe(`too late ${START}`);
    expect(again.copy.snapshot().standing.kind).toBe('kept');
  });

  it('because it came after the end is tried until it has arrived', async () => {
    const { world, page } = await opened();
    let answers = 0;
    world.saveLate = async () => {
      answers += 1;
      throw answers < 3 ? new ApiError('unreachable', 0, '') : new ApiError('problem', 403, 'Late.');
    };
    world.goDown();
    page.type(0, 'offline ');
    world.server.setState('over');
    world.comeBack();
    await reconnected(world);
    await world.timers.advance(LATE_TIMES.pauseMs + 3 * LATE_TIMES.retryFirstMs);
    expect(world.late).toHaveLength(3);
    expect(page.copy.snapshot().standing).toEqual({ kind: 'late', said: 'Late.' });
  });

  it('because the text would be too long is taken back, and handed out', async () => {
    const { world, page } = await opened();
    const { shared } = page.copy.snapshot();
    world.server.refusing = 'too-long';
    page.type(0, 'too much ');
    await world.timers.advance(COPY_TIMES.sendMs);
    await settle();
    const now = page.copy.snapshot();
    expect(now.shared?.id).not.toBe(shared?.id);
    expect(page.text()).toBe(START);
    expect(now.leftOut).toBe(`too much ${START}`);
    page.copy.forgetLeftOut();
    expect(world.store.keys(KEPT)).toEqual([]);
    page.type(0, 'less ');
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(world.server.text(SLUG)).toBe(`less ${START}`);
  });

  it('because something before it is missing is sent again with that', async () => {
    const { world, page } = await opened();
    world.server.refusing = 'gap';
    page.type(0, 'a');
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(world.server.text(SLUG)).toBe(`a${START}`);
    expect(page.copy.isSettled).toBe(true);
  });

  it('because it cannot be read is put into a fresh copy as an edit', async () => {
    const { world, page } = await opened();
    world.server.refusing = 'unreadable';
    page.type(3, '-');
    await world.timers.advance(2 * COPY_TIMES.sendMs);
    expect(world.server.text(SLUG)).toBe('sta-rter\n');
    expect(page.text()).toBe('sta-rter\n');
    expect(page.copy.snapshot()).toMatchObject({ standing: { kind: 'kept' }, leftOut: null });
  });

  it('because nothing more fits stays here, and is not sent again', async () => {
    const { world, page } = await opened();
    world.server.refusing = 'full';
    page.type(0, 'a');
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(page.copy.snapshot().standing).toEqual({ kind: 'refused', detail: 'Refused: full.' });
    page.type(0, 'b');
    await world.timers.advance(60_000);
    expect(world.server.text(SLUG)).toBe(START);
    expect(page.text()).toBe(`ba${START}`);
  });
});

describe('a connection', () => {
  it('sends what an earlier page left also when its exercise is not open', async () => {
    const { world, page } = await opened();
    world.goDown();
    page.type(0, 'left behind ');
    await world.timers.advance(COPY_TIMES.storeMs);
    world.comeBack();
    const { live } = world.page();
    live.close();
    await reconnected(world);
    expect(world.server.text(SLUG)).toBe(`left behind ${START}`);
  });

  it('tells what happened to the page without a connection, with how long ago it was', async () => {
    const { world, page } = await opened();
    const item = { kind: 'exercise', slug: SLUG } as const;
    page.live.look(item);
    page.live.look(item);
    world.goDown();
    page.live.away(true);
    await world.timers.advance(3_000);
    page.live.away(false);
    world.comeBack();
    await reconnected(world);
    const told = world.server.requests.filter(({ kind }) => kind === 'look' || kind === 'away');
    expect(told).toMatchObject([
      { kind: 'look', item, agoMs: 0 },
      { kind: 'away', away: true },
      { kind: 'away', away: false },
      { kind: 'look', item, agoMs: 0 },
    ]);
    const [, left, back] = told.map((request) => ('agoMs' in request ? request.agoMs : 0));
    expect((left ?? 0) - (back ?? 0)).toBe(3_000);
  });

  it('knows who is here, who points where, and forgets who has gone', async () => {
    const { world, page } = await opened();
    const other = world.page(INTERVIEWER);
    await settle();
    expect(page.live.snapshot().people.map(({ name }) => name)).toEqual(['Ada', 'Grace']);
    other.live.point(SLUG, 'AAAA');
    other.live.moveCursor(SLUG, { anchor: 'AAAA', head: 'AAAA' });
    await world.timers.advance(200);
    expect(page.live.snapshot().pointed.get(INTERVIEWER)).toEqual({ slug: SLUG, position: 'AAAA' });
    expect(page.live.cursors().get(INTERVIEWER)?.slug).toBe(SLUG);
    other.live.close();
    await settle();
    expect(page.live.snapshot().pointed.size).toBe(0);
    expect(page.live.cursors().size).toBe(0);
  });

  it('says nothing to another sitting, which the browser sits by now', async () => {
    const { world, page } = await opened();
    world.goDown();
    page.type(0, 'of this one ');
    const other = new FakeLive(SittingId.parse('00000000-0000-4000-8000-000000000009'));
    world.server = other;
    world.comeBack();
    await reconnected(world);
    expect(other.requests).toEqual([]);
    expect(page.live.snapshot()).toMatchObject({ end: 'not-allowed' });
    expect(page.text()).toBe(`of this one ${START}`);
    expect(world.store.keys(KEPT)).toHaveLength(1);
  });

  it('ends where somebody may not be here, and says why', async () => {
    const { world, page } = await opened();
    world.goDown(4_403);
    await world.timers.advance(60_000);
    expect(page.live.snapshot()).toMatchObject({ status: 'ended', end: 'not-allowed' });
  });
});
