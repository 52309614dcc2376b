import { AccountId, type StoredChange } from '@lockstep/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { backward, forward, LogReader, textChanges } from '../../src/features/live/recording/text-changes.ts';
import { TextHistory } from '../../src/features/live/recording/text-history.ts';

const BEGIN = Date.parse('2026-05-04T10:00:00Z');
const GRACE = AccountId.parse('00000000-0000-4000-8000-000000000002');

/** A log as several people write it, with the text after each of its changes. */
class Writers {
  readonly #docs = [new Y.Doc(), new Y.Doc()];
  readonly log: StoredChange[] = [];
  readonly texts: string[] = [];

  constructor(starter = 'def work():\n    pass\n') {
    this.edit(0, (text) => text.insert(0, starter), null);
  }

  /** Second by second. */
  edit(who: 0 | 1, edit: (text: Y.Text) => void, by: StoredChange['by'] = who === 0 ? 'candidate' : GRACE): void {
    const [own, other] = who === 0 ? this.#docs : [...this.#docs].reverse();
    if (own === undefined || other === undefined) throw new Error('two people write');
    const before = Y.encodeStateVector(own);
    own.transact(() => edit(own.getText('source')));
    const update = Y.encodeStateAsUpdate(own, before);
    Y.applyUpdate(other, update);
    const seq = this.log.length + 1;
    this.log.push({
      ...{ seq, by, paste: false, delayed: false, at: new Date(BEGIN + seq * 1_000).toISOString() },
      update: Buffer.from(update).toString('base64'),
    });
    this.texts.push(own.getText('source').toString());
  }
}

describe('a log', () => {
  it('becomes changes of text, with who made them and when', () => {
    const writers = new Writers('ab\n');
    writers.edit(0, (text) => text.insert(1, '-'));
    writers.edit(1, (text) => {
      text.delete(0, 2);
      text.insert(text.length, 'end');
    });
    const changes = textChanges(writers.log);
    expect(changes.map(({ by, atMs }) => [by, atMs - BEGIN])).toEqual([
      [null, 1_000],
      ['candidate', 2_000],
      [GRACE, 3_000],
    ]);
    expect(changes.map(({ edits }) => edits)).toEqual([
      [{ from: 0, removed: '', inserted: 'ab\n' }],
      [{ from: 1, removed: '', inserted: '-' }],
      [
        { from: 0, removed: 'a-', inserted: '' },
        { from: 2, removed: '', inserted: 'end' },
      ],
    ]);
  });

  it('that lacks a change is not read on', () => {
    const writers = new Writers();
    writers.edit(0, (text) => text.insert(0, 'a'));
    writers.edit(0, (text) => text.insert(0, 'b'));
    const reader = new LogReader();
    reader.read(writers.log.slice(0, 1));
    expect(() => reader.read(writers.log.slice(2))).toThrow('change 3 does not follow change 1');
  });
});

interface Edit {
  readonly who: 0 | 1;
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  who: fc.constantFrom<0 | 1>(0, 1),
  at: fc.nat(200),
  remove: fc.nat(12),
  insert: fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\0', '')),
});

function written(edits: readonly Edit[]): Writers {
  const writers = new Writers();
  for (const { who, at, remove, insert } of edits) {
    writers.edit(who, (text) => {
      const from = Math.min(at, text.length);
      text.delete(from, Math.min(remove, text.length - from));
      text.insert(from, insert);
    });
  }
  return writers;
}

it('forward and backward give the same texts, and each of them is what stood there', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 60 }), (edits) => {
      const { log, texts } = written(edits);
      const changes = textChanges(log);
      let text = '';
      const onwards = changes.map((change) => {
        text = forward(text, change);
        return text;
      });
      expect(onwards).toEqual(texts);
      const back = [...changes].reverse().map((change) => {
        const after = text;
        text = backward(text, change);
        return after;
      });
      expect(back.reverse()).toEqual(texts);
      expect(text).toBe('');
    }),
    { numRuns: 100 },
  );
});

describe('a history', () => {
  const writers = new Writers();
  for (let key = 0; key < 1_000; key += 1) {
    writers.edit(key % 7 === 0 ? 1 : 0, (text) => text.insert((key * 31) % text.length, String(key % 10)));
  }
  const history = new TextHistory();
  const reader = new LogReader();
  for (let from = 0; from < writers.log.length; from += 300) {
    history.add(reader.read(writers.log.slice(from, from + 300)));
  }

  it('knows the text at any time, in whatever order it is asked', () => {
    const counts = Array.from({ length: 400 }, (_, index) => (index * 7_919) % 1_002);
    for (const count of [...counts, 1_001, 0, 1, 2, 199, 200, 201]) {
      expect(history.textAfter(count)).toBe(count === 0 ? '' : writers.texts[count - 1]);
    }
    expect(history.countAt(BEGIN)).toBe(0);
    expect(history.countAt(BEGIN + 1_999)).toBe(1);
    expect(history.countAt(BEGIN + 2_000)).toBe(2);
    expect(history.countAt(BEGIN + 10_000_000)).toBe(1_001);
  });

  it('knows where the last change was made, and by whom', () => {
    expect(history.caretAfter(1)).toBeNull();
    expect(history.caretAfter(2)).toEqual({ at: 1, by: GRACE });
    expect(history.caretAfter(3)).toEqual({ at: ((1 * 31) % (writers.texts[1]?.length ?? 1)) + 1, by: 'candidate' });
  });
});
