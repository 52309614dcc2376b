import { Slug, type StoredChange, type TypingPage } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Recordings, type RecordingsSnapshot } from '../../src/features/live/recording/recordings.ts';
import type { Timers } from '../../src/shared/api/steady-socket.ts';

const ONE = Slug.parse('one');
const TWO = Slug.parse('two');
const PAGE = 2;

const timers: Timers = {
  set: (run) => queueMicrotask(run),
  clear: () => undefined,
};

/** `length` changes, each of which puts a letter behind the ones before. */
function log(length: number): StoredChange[] {
  const doc = new Y.Doc();
  // A longer log begins with the shorter one.
  doc.clientID = 7;
  return Array.from({ length }, (_, index) => {
    const before = Y.encodeStateVector(doc);
    doc.getText('source').insert(index, String.fromCharCode(97 + index));
    const update = Buffer.from(Y.encodeStateAsUpdate(doc, before)).toString('base64');
    return { seq: index + 1, at: '2026-05-04T10:00:00.000Z', by: 'candidate', delayed: false, paste: false, update };
  });
}

function setUp(logs: Map<Slug, StoredChange[]>, fails: () => boolean = () => false) {
  const seen: Pick<RecordingsSnapshot, 'loaded' | 'last' | 'state'>[] = [];
  const recordings = new Recordings({
    slugs: [ONE, TWO],
    timers,
    read: async (slug, after): Promise<TypingPage> => {
      if (fails()) throw new Error('The server cannot be reached.');
      const all = logs.get(slug) ?? [];
      const items = all.slice(after, after + PAGE);
      const next = items.length === PAGE ? after + PAGE : null;
      return { items, next, last: all.length, people: [{ key: 'candidate', name: 'Ada' }] };
    },
  });
  recordings.subscribe(() => {
    const { loaded, last, state } = recordings.snapshot();
    seen.push({ loaded, last, state });
  });
  const text = (slug: Slug) => recordings.snapshot().histories.get(slug)?.textAfter(100);
  return { recordings, seen, text };
}

describe('recordings', () => {
  it('come page by page, with how far they are, and grow while the sitting goes on', async () => {
    const logs = new Map([[ONE, log(5)]]);
    const { recordings, seen, text } = setUp(logs);
    await recordings.load();
    expect(seen.map(({ loaded }) => loaded)).toEqual([0, 2, 4, 5, 5, 5]);
    expect(seen.at(1)).toEqual({ loaded: 2, last: 5, state: 'loading' });
    expect(recordings.snapshot()).toMatchObject({ state: 'complete', names: new Map([['candidate', 'Ada']]) });
    expect(text(ONE)).toBe('abcde');
    logs.set(ONE, log(8)).set(TWO, log(1));
    await recordings.refreshAll();
    expect([text(ONE), text(TWO)]).toEqual(['abcdefgh', 'a']);
  });

  it('that could not be loaded go on where they were', async () => {
    let failing = false;
    const { recordings, seen, text } = setUp(new Map([[ONE, log(3)]]), () => failing && seen.length > 1);
    failing = true;
    await recordings.load();
    expect(recordings.snapshot()).toMatchObject({
      state: 'failed',
      error: { message: 'The server cannot be reached.' },
    });
    expect(text(ONE)).toBe('ab');
    failing = false;
    await recordings.load();
    expect(recordings.snapshot().state).toBe('complete');
    expect(text(ONE)).toBe('abc');
  });

  it('in which something cannot be read say so', async () => {
    const broken = log(2).map((change) => ({ ...change, update: 'AQ==' }));
    const { recordings } = setUp(new Map([[ONE, broken]]));
    await recordings.load();
    expect(recordings.snapshot()).toMatchObject({ state: 'failed' });
    expect(recordings.snapshot().error?.message).toContain('cannot be read');
  });
});
