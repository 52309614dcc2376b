import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiError } from '../../src/shared/api/http.ts';
import { SAVE_TIMES, Saver, type Stored } from '../../src/shared/assessment/saver.ts';
import { unsavedStore } from '../../src/shared/assessment/unsaved.ts';
import { FakeTimers, memoryStore, settle } from './fakes.ts';

const KEY = 'assessment';
const stored = (value: string, version: number): Stored<string> => ({
  value,
  version,
  at: version === 0 ? null : `2026-01-01T00:00:0${version}.000Z`,
});

class Overtaken extends Error {
  readonly current: Stored<string>;
  constructor(current: Stored<string>) {
    super('overtaken');
    this.current = current;
  }
}

/** A server with one value, as the real one counts its versions. */
class FakeServer {
  current = stored('', 0);
  fault: Error | null = null;
  /** Saves, but the answer is lost. */
  mute = false;
  readonly asked: string[] = [];

  readonly save = async (value: string, follows: number): Promise<Stored<string>> => {
    this.asked.push(`${value} after ${follows}`);
    if (this.fault !== null) throw this.fault;
    if (follows !== this.current.version) throw new Overtaken(this.current);
    this.current = stored(value.trim(), follows + 1);
    if (this.mute) throw new ApiError('unreachable', 0, 'gone');
    return this.current;
  };
}

function setUp(options: { readonly store?: ReturnType<typeof memoryStore>; readonly tab?: string } = {}) {
  const { store = memoryStore(), tab = 'one' } = options;
  const server = new FakeServer();
  const timers = new FakeTimers();
  const unsaved = () => unsavedStore({ store, tab, key: KEY, schema: z.string() });
  const open = (base = server.current): Saver<string> => {
    const saver = new Saver(
      {
        save: server.save,
        conflictIn: (error) => (error instanceof Overtaken ? error.current : null),
        same: (a, b) => a.trim() === b.trim(),
        unsaved: unsaved(),
        timers,
      },
      base,
    );
    saver.start();
    return saver;
  };
  return { server, timers, store, open };
}

const DOWN = new ApiError('unreachable', 0, 'The server cannot be reached.');

describe('a saver', () => {
  it('saves once the writing rests, and says when', async () => {
    const { server, timers, open } = setUp();
    const saver = open();
    expect(saver.snapshot()).toEqual({ value: '', status: { kind: 'untouched' } });
    saver.change('a');
    await timers.advance(SAVE_TIMES.pauseMs - 1);
    saver.change('ab ');
    expect(saver.snapshot().status.kind).toBe('saving');
    await timers.advance(SAVE_TIMES.pauseMs);
    expect(server.asked).toEqual(['ab  after 0']);
    // The server has trimmed it; what is being written stays.
    expect(saver.snapshot()).toEqual({ value: 'ab ', status: { kind: 'saved', at: server.current.at } });
    expect(timers.pending).toBe(0);
  });

  it('has one save on its way at a time, and goes on with what came meanwhile', async () => {
    const { server, timers, open } = setUp();
    const saver = open();
    saver.change('a');
    saver.flush();
    saver.change('ab');
    saver.flush();
    await settle();
    expect(server.asked).toEqual(['a after 0']);
    await timers.advance(SAVE_TIMES.pauseMs);
    expect(server.asked).toEqual(['a after 0', 'ab after 1']);
    expect(saver.snapshot().status.kind).toBe('saved');
  });

  it('sends nothing when what was there stands there again', async () => {
    const { server, timers, open, store } = setUp();
    const saver = open(stored('a', 3));
    saver.change('ab');
    saver.change('a');
    await timers.advance(60_000);
    expect(server.asked).toEqual([]);
    expect(saver.snapshot().status.kind).toBe('saved');
    expect(store.get(KEY)).toBeNull();
  });

  it('tries again by itself, later each time, and at once when the connection is back', async () => {
    const { server, timers, open, store } = setUp();
    const saver = open();
    server.fault = DOWN;
    saver.change('a');
    await timers.advance(SAVE_TIMES.pauseMs);
    expect(saver.snapshot().status).toEqual({ kind: 'trying', reason: DOWN.message, kept: true });
    expect(store.get(KEY)).toContain('"a"');
    await timers.advance(SAVE_TIMES.retryFirstMs);
    await timers.advance(2 * SAVE_TIMES.retryFirstMs - 1);
    expect(server.asked).toHaveLength(2);
    server.fault = null;
    saver.hurry();
    await timers.advance(0);
    expect(saver.snapshot().status.kind).toBe('saved');
    expect(store.get(KEY)).toBeNull();
  });

  it('says it when the browser keeps nothing', async () => {
    const { server, timers, open, store } = setUp();
    store.blocked = true;
    server.fault = DOWN;
    const saver = open();
    saver.change('a');
    await timers.advance(SAVE_TIMES.pauseMs);
    expect(saver.snapshot().status).toMatchObject({ kind: 'trying', kept: false });
  });

  it('takes a refusal for an answer until something is changed', async () => {
    const { server, timers, open } = setUp();
    const saver = open();
    server.fault = new ApiError('problem', 400, 'Too long.');
    saver.change('a');
    await timers.advance(60_000);
    expect(saver.snapshot().status).toEqual({ kind: 'refused', reason: 'Too long.', kept: true });
    expect(server.asked).toHaveLength(1);
    server.fault = null;
    saver.change('b');
    await timers.advance(SAVE_TIMES.pauseMs);
    expect(saver.snapshot().status.kind).toBe('saved');
  });

  it('knows its own save again whose answer was lost', async () => {
    const { server, timers, open } = setUp();
    const saver = open();
    server.mute = true;
    saver.change('a');
    await timers.advance(SAVE_TIMES.pauseMs);
    server.mute = false;
    saver.change('ab');
    await timers.advance(60_000);
    expect(server.asked).toEqual(['a after 0', 'ab after 0', 'ab after 1']);
    expect(saver.snapshot()).toMatchObject({ value: 'ab', status: { kind: 'saved' } });
  });
});

describe('a conflict', () => {
  async function inConflict() {
    const all = setUp();
    const saver = all.open();
    all.server.current = stored('theirs', 1);
    saver.change('mine');
    await all.timers.advance(SAVE_TIMES.pauseMs);
    expect(saver.snapshot()).toEqual({
      value: 'mine',
      status: { kind: 'conflict', theirs: all.server.current },
    });
    return { ...all, saver };
  }

  it('saves nothing until one is chosen, and loses nothing that is written meanwhile', async () => {
    const { saver, server, timers, store } = await inConflict();
    saver.change('mine, too');
    await timers.advance(60_000);
    expect(server.current.value).toBe('theirs');
    expect(store.get(KEY)).toContain('mine, too');
  });

  it('ends with mine', async () => {
    const { saver, server } = await inConflict();
    saver.keepMine();
    await settle();
    expect(server.current).toEqual(stored('mine', 2));
    expect(saver.snapshot().status.kind).toBe('saved');
  });

  it('ends with theirs', async () => {
    const { saver, server, timers, store } = await inConflict();
    saver.takeTheirs();
    await timers.advance(60_000);
    expect(saver.snapshot()).toEqual({ value: 'theirs', status: { kind: 'saved', at: server.current.at } });
    expect(server.asked).toHaveLength(1);
    expect(store.get(KEY)).toBeNull();
  });

  it('is none when both wrote the same, or when nothing was written here', async () => {
    const { open, server, timers } = setUp();
    const saver = open();
    saver.learn(stored('theirs', 1));
    expect(saver.snapshot()).toMatchObject({ value: 'theirs', status: { kind: 'saved' } });
    saver.change('same');
    server.current = stored('same', 2);
    await timers.advance(SAVE_TIMES.pauseMs);
    expect(saver.snapshot()).toMatchObject({ value: 'same', status: { kind: 'saved' } });
  });

  it('is noticed when the server is asked for something else', () => {
    const { open } = setUp();
    const saver = open();
    saver.change('mine');
    saver.learn(stored('theirs', 1));
    expect(saver.snapshot().status.kind).toBe('conflict');
  });
});

describe('what was not saved', () => {
  it('is there again after a reload, and is sent', async () => {
    const first = setUp();
    first.server.fault = DOWN;
    const saver = first.open();
    saver.change('mine');
    saver.stop();
    await settle();
    const again = setUp({ store: first.store });
    const reopened = again.open(stored('', 0));
    expect(reopened.snapshot().value).toBe('mine');
    await again.timers.advance(0);
    expect(again.server.current.value).toBe('mine');
    expect(first.store.get(KEY)).toBeNull();
  });

  it('is a conflict when the server has gone on since', () => {
    const first = setUp();
    first.open().change('mine');
    const reopened = setUp({ store: first.store }).open(stored('theirs', 1));
    expect(reopened.snapshot()).toEqual({
      value: 'mine',
      status: { kind: 'conflict', theirs: stored('theirs', 1) },
    });
  });

  it('of two tabs is kept beside each other, and what one left behind is taken over', () => {
    const store = memoryStore();
    const of = (tab: string) => unsavedStore({ store, tab, key: KEY, schema: z.string() });
    const [one, two] = [of('one'), of('two')];
    one.write({ value: 'of one', follows: 0 });
    two.write({ value: 'of two', follows: 0 });
    expect(of('one').read()?.value).toBe('of one');
    expect(of('two').read()?.value).toBe('of two');
    two.clear();
    expect(of('one').read()?.value).toBe('of one');
    const third = of('three');
    expect(third.read()?.value).toBe('of one');
    third.write({ value: 'of one, gone on', follows: 0 });
    expect(of('four').read()?.value).toBe('of one, gone on');
    third.clear();
    expect(of('four').read()).toBeNull();
  });

  it('is left alone where it cannot be read', () => {
    const store = memoryStore(new Map([[KEY, '{"tab":"one","follows":"x"}']]));
    expect(unsavedStore({ store, tab: 'one', key: KEY, schema: z.string() }).read()).toBeNull();
  });
});
