/** Two versions of a program as rows: what both have, what only the old one has, what only the new one has. Pure. */
import { sequenceDiff } from './sequence-diff.ts';

/** A piece of a line; `changed`: the line beside it has something else there. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

export interface DiffLine {
  /** From 1, in its own version. */
  readonly number: number;
  readonly pieces: readonly Piece[];
}

/**
 * `same`: in both. `change`: the old lines were replaced by the new ones; one of them may be empty. Line i of the old
 * ones stands beside line i of the new ones.
 */
export type Block =
  | { readonly kind: 'same'; readonly a: readonly DiffLine[]; readonly b: readonly DiffLine[] }
  | { readonly kind: 'change'; readonly a: readonly DiffLine[]; readonly b: readonly DiffLine[] };

export interface LineDiff {
  readonly blocks: readonly Block[];
  readonly added: number;
  readonly removed: number;
}

export function lineDiff(older: string, newer: string): LineDiff {
  const a = linesOf(older);
  const b = linesOf(newer);
  const changes = sequenceDiff(a, b);
  const blocks: Block[] = [];
  let [fromA, fromB] = [0, 0];
  for (const change of [...changes, { a: [a.length, a.length], b: [b.length, b.length] } as const]) {
    if (fromA < change.a[0]) {
      const toB = fromB + change.a[0] - fromA;
      blocks.push({ kind: 'same', a: plain(a, fromA, change.a[0]), b: plain(b, fromB, toB) });
    }
    if (change.a[0] < change.a[1] || change.b[0] < change.b[1]) blocks.push(changed(a, b, change.a, change.b));
    [fromA, fromB] = [change.a[1], change.b[1]];
  }
  return {
    blocks,
    removed: sum(changes.map(({ a: [from, to] }) => to - from)),
    added: sum(changes.map(({ b: [from, to] }) => to - from)),
  };
}

/** A line break at the end ends the last line and begins none. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
}

function plain(lines: readonly string[], from: number, to: number): DiffLine[] {
  return lines.slice(from, to).map((text, index) => ({ number: from + index + 1, pieces: [{ text, changed: false }] }));
}

function changed(
  a: readonly string[],
  b: readonly string[],
  [fromA, toA]: readonly [number, number],
  [fromB, toB]: readonly [number, number],
): Block {
  const older = plain(a, fromA, toA);
  const newer = plain(b, fromB, toB);
  for (let index = 0; index < Math.min(older.length, newer.length); index++) {
    const [left, right] = wordDiff(a[fromA + index] ?? '', b[fromB + index] ?? '');
    older[index] = { number: fromA + index + 1, pieces: left };
    newer[index] = { number: fromB + index + 1, pieces: right };
  }
  return { kind: 'change', a: older, b: newer };
}

/** Lines that have less in common are not worth marks: all of it would be marked. */
const LEAST_COMMON = 0.4;
const MOST_WORDS = 400;

/** Both lines in pieces, what differs marked. */
export function wordDiff(older: string, newer: string): readonly [Piece[], Piece[]] {
  const a = older.match(/\w+|\s+|[^\w\s]/g) ?? [];
  const b = newer.match(/\w+|\s+|[^\w\s]/g) ?? [];
  const whole = [[{ text: older, changed: false }], [{ text: newer, changed: false }]] as const;
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return [[...whole[0]], [...whole[1]]];
  const changes = sequenceDiff(a, b);
  const left = pieces(
    a,
    changes.map((change) => change.a),
  );
  const right = pieces(
    b,
    changes.map((change) => change.b),
  );
  const common = sum(left.filter((piece) => !piece.changed).map(({ text }) => text.trim().length));
  const longer = Math.max(older.trim().length, newer.trim().length);
  return common < LEAST_COMMON * longer ? [[...whole[0]], [...whole[1]]] : [left, right];
}

function pieces(words: readonly string[], ranges: readonly (readonly [number, number])[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  const add = (to: number, isChanged: boolean) => {
    if (at < to) found.push({ text: words.slice(at, to).join(''), changed: isChanged });
    at = Math.max(at, to);
  };
  for (const [from, to] of ranges) {
    add(from, false);
    add(to, true);
  }
  add(words.length, false);
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, next) => total + next, 0);
}
