import { describe, expect, it } from 'vitest';
import { changeCount, diffRows } from '../../src/shared/diff/diff-rows.ts';
import { type Block, lineDiff, wordDiff } from '../../src/shared/diff/line-diff.ts';
import { sequenceDiff } from '../../src/shared/diff/sequence-diff.ts';

/** Numbers that look random and are the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}

/** The new sequence, put together from the old one and the changes. */
function applied<Item>(a: readonly Item[], b: readonly Item[], changes: ReturnType<typeof sequenceDiff>): Item[] {
  const made: Item[] = [];
  let at = 0;
  for (const change of changes) {
    made.push(...a.slice(at, change.a[0]), ...b.slice(...change.b));
    at = change.a[1];
  }
  return [...made, ...a.slice(at)];
}

/** Length of a longest common subsequence, by the table that everybody knows. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const item of a) {
    const next = [0];
    for (const [at, other] of b.entries()) {
      next.push(item === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const letters = (text: string) => [...text];

describe('a diff of sequences', () => {
  it.each([
    ['', ''],
    ['abc', 'abc'],
    ['', 'abc'],
    ['abc', ''],
    ['abcabba', 'cbabac'],
    ['abc', 'xabc'],
    ['abc', 'abcx'],
    ['abc', 'axc'],
    ['abc', 'xyz'],
    ['aaa', 'aa'],
  ])('makes %j of %j', (b, a) => {
    expect(applied(letters(a), letters(b), sequenceDiff(letters(a), letters(b))).join('')).toBe(b);
  });

  it('is a shortest one', () => {
    const random = numbers(7);
    for (let round = 0; round < 300; round++) {
      const make = () =>
        Array.from({ length: Math.floor(random() * 14) }, () => 'abc'[Math.floor(random() * 3)] ?? 'a');
      const [a, b] = [make(), make()];
      const changes = sequenceDiff(a, b);
      expect(applied(a, b, changes)).toEqual(b);
      const edits = changes.reduce((sum, { a: [p, q], b: [r, s] }) => sum + q - p + s - r, 0);
      expect(edits, `${a.join('')} ${b.join('')}`).toBe(a.length + b.length - 2 * commonLength(a, b));
    }
  });

  it('has no two changes that touch', () => {
    const changes = sequenceDiff(letters('axbycz'), letters('aXbYcZ'));
    expect(changes).toEqual([
      { a: [1, 2], b: [1, 2] },
      { a: [3, 4], b: [3, 4] },
      { a: [5, 6], b: [5, 6] },
    ]);
  });

  it('gives up beyond its bound and replaces the middle as a whole', () => {
    expect(sequenceDiff(letters('=abcdef='), letters('=ghijkl='), 3)).toEqual([{ a: [1, 7], b: [1, 7] }]);
  });

  it('of two files of 64 KiB that share nothing ends, too', () => {
    const a = Array.from({ length: 32_768 }, (_, line) => `a${line}`);
    const b = Array.from({ length: 32_768 }, (_, line) => `b${line}`);
    expect(sequenceDiff(a, b)).toEqual([{ a: [0, 32_768], b: [0, 32_768] }]);
  });
});

const texts = (lines: Block['a']) => lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''));

describe('a diff of programs', () => {
  it('counts lines, each in its own version', () => {
    const { blocks, added, removed } = lineDiff('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n');
    expect([added, removed]).toEqual([2, 1]);
    expect(blocks.map(({ kind, a, b }) => [kind, texts(a), texts(b)])).toEqual([
      ['same', ['a'], ['a']],
      ['change', ['b'], ['x']],
      ['same', ['c', 'd'], ['c', 'd']],
      ['change', [], ['e']],
    ]);
    expect(blocks[3]?.b[0]?.number).toBe(5);
  });

  it('has no change where only the last line break or the kind of line breaks differs', () => {
    expect(changeCount(lineDiff('a\r\nb', 'a\nb\n').blocks)).toBe(0);
    expect(lineDiff('', '').blocks).toEqual([]);
  });

  it('of nothing and something is one change', () => {
    expect(lineDiff('', 'a\n')).toMatchObject({ added: 1, removed: 0 });
    expect(lineDiff('a\n', '')).toMatchObject({ added: 0, removed: 1 });
  });

  it('marks the words that differ', () => {
    const [left, right] = wordDiff('    counter.value = seen + 1', '    counter.value += 1');
    const marked = (pieces: typeof left) => pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
    expect(marked(left)).toBe('    counter.value [= seen ]+ 1');
    expect(marked(right)).toBe('    counter.value +[=] 1');
  });

  it('marks nothing in lines that have little in common', () => {
    const [left, right] = wordDiff('return counter.value', 'for worker in workers:');
    expect(left).toEqual([{ text: 'return counter.value', changed: false }]);
    expect(right).toEqual([{ text: 'for worker in workers:', changed: false }]);
  });
});

describe('the rows of a diff', () => {
  const before = Array.from({ length: 20 }, (_, line) => `line ${line + 1}`);
  const after = before.map((line) => (line === 'line 10' ? 'line ten' : line)).concat('line 21');
  const { blocks } = lineDiff(before.join('\n'), after.join('\n'));

  it('fold what is the same, but for three lines on each side of a change', () => {
    const rows = diffRows(blocks, 'beside', new Set());
    expect(
      rows.map((row) => (row.kind === 'fold' ? `fold ${row.lines} from ${row.from}` : (row.b?.number ?? '-'))),
    ).toEqual(['fold 6 from 1', 7, 8, 9, 10, 11, 12, 13, 'fold 4 from 14', 18, 19, 20, 21]);
  });

  it('show a fold that was opened', () => {
    const rows = diffRows(blocks, 'beside', new Set([14]));
    expect(rows.filter(({ kind }) => kind === 'fold')).toHaveLength(1);
  });

  it('stand below each other in one column, the old ones first', () => {
    const rows = diffRows(blocks, 'unified', new Set()).filter((row) => row.kind === 'line' && row.change === 0);
    expect(rows).toMatchObject([
      { a: { number: 10 }, b: null },
      { a: null, b: { number: 10 } },
    ]);
  });
});
