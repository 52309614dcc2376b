/**
 * What changed between two sequences: a shortest edit script by the greedy algorithm of E. W. Myers, "An O(ND)
 * Difference Algorithm and Its Variations", Algorithmica 1 (1986), figure 2. Pure.
 *
 * Deviation: what both begin and end with is cut off first, and after `mostEdits` steps the rest counts as replaced as a
 * whole, which bounds time and memory by the square of that number whatever the input.
 */

/** Ranges, from (inclusive) to (exclusive): items `a` of the old sequence became items `b` of the new one. */
export interface Change {
  readonly a: readonly [from: number, to: number];
  readonly b: readonly [from: number, to: number];
}

/** The changes in order; nothing between them differs. */
export function sequenceDiff<Item>(a: readonly Item[], b: readonly Item[], mostEdits = 1000): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (start === endA && start === endB) return [];
  const kept = keptItems(a.slice(start, endA), b.slice(start, endB), mostEdits) ?? [];
  const changes: Change[] = [];
  let [fromA, fromB] = [start, start];
  for (const [keptA, keptB] of [...kept.map(([x, y]) => [x + start, y + start] as const), [endA, endB] as const]) {
    if (fromA < keptA || fromB < keptB) changes.push({ a: [fromA, keptA], b: [fromB, keptB] });
    [fromA, fromB] = [keptA + 1, keptB + 1];
  }
  return changes;
}

type Pair = readonly [a: number, b: number];

/** Places of the items that stay, ascending; null when more edits than allowed are needed. */
function keptItems<Item>(a: readonly Item[], b: readonly Item[], mostEdits: number): Pair[] | null {
  const most = Math.min(a.length + b.length, mostEdits);
  /** On diagonal k (place in a minus place in b), at k + most + 1: how far in a the furthest path reaches. */
  const furthest = new Int32Array(2 * most + 3);
  const before: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    before.push(furthest.slice(most + 1 - edits - 1, most + 1 + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const at = k + most + 1;
      const down = isDown(k, edits, furthest[at - 1] ?? 0, furthest[at + 1] ?? 0);
      let x = down ? (furthest[at + 1] ?? 0) : (furthest[at - 1] ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest[at] = x;
      if (x >= a.length && x - k >= b.length) return backtrack(before, a.length, b.length);
    }
  }
  return null;
}

/** Whether the furthest path to diagonal k comes by an insertion, from the diagonal above. */
function isDown(k: number, edits: number, left: number, right: number): boolean {
  return k === -edits || (k !== edits && left < right);
}

/** `before[d]`: the furthest places before step d, on the diagonals from -d - 1 to d + 1. */
function backtrack(before: readonly Int32Array[], lengthA: number, lengthB: number): Pair[] {
  const kept: Pair[] = [];
  let [x, y] = [lengthA, lengthB];
  for (let edits = before.length - 1; edits >= 0; edits--) {
    const row = before[edits];
    const reach = (k: number): number => row?.[k + edits + 1] ?? 0;
    const k = x - y;
    const down = isDown(k, edits, reach(k - 1), reach(k + 1));
    const fromX = down ? reach(k + 1) : reach(k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    // What follows the edit is the same in both; before the first edit there is none.
    const begin = edits === 0 ? 0 : fromX + (down ? 0 : 1);
    while (x > begin) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return kept.reverse();
}
