/** Rows of the table that shows a diff: one line each, or two beside each other; what stays the same is folded. Pure. */
import type { Block, DiffLine } from './line-diff.ts';

export type Layout = 'unified' | 'beside';

/** `change`: the number of the change that it belongs to, from 0; null for a line that is the same. */
export type DiffRow =
  | { readonly kind: 'line'; readonly a: DiffLine | null; readonly b: DiffLine | null; readonly change: number | null }
  | { readonly kind: 'fold'; readonly from: number; readonly lines: number };

/** Lines that are shown before and after a change. */
const CONTEXT = 3;
/** Fewer are not worth a fold. */
const LEAST_FOLDED = 4;

/** `opened`: folds, by the number of their first line in the new version, that are shown in full. */
export function diffRows(blocks: readonly Block[], layout: Layout, opened: ReadonlySet<number>): DiffRow[] {
  let change = -1;
  return blocks.flatMap((block, index): DiffRow[] => {
    if (block.kind === 'change') {
      change += 1;
      return layout === 'unified' ? inOneColumn(block, change) : sideBySide(block, change);
    }
    return sameRows(block, index > 0, index < blocks.length - 1, opened);
  });
}

export function changeCount(blocks: readonly Block[]): number {
  return blocks.filter(({ kind }) => kind === 'change').length;
}

function inOneColumn({ a, b }: Block, change: number): DiffRow[] {
  return [
    ...a.map((line): DiffRow => ({ kind: 'line', a: line, b: null, change })),
    ...b.map((line): DiffRow => ({ kind: 'line', a: null, b: line, change })),
  ];
}

function sideBySide({ a, b }: Block, change: number): DiffRow[] {
  return Array.from(
    { length: Math.max(a.length, b.length) },
    (_, index): DiffRow => ({ kind: 'line', a: a[index] ?? null, b: b[index] ?? null, change }),
  );
}

function sameRows({ a, b }: Block, after: boolean, before: boolean, opened: ReadonlySet<number>): DiffRow[] {
  const rows = a.map((line, index): DiffRow => ({ kind: 'line', a: line, b: b[index] ?? null, change: null }));
  const head = after ? CONTEXT : 0;
  const tail = before ? CONTEXT : 0;
  const folded = rows.length - head - tail;
  const from = b[head]?.number ?? 0;
  if (folded < LEAST_FOLDED || opened.has(from)) return rows;
  return [...rows.slice(0, head), { kind: 'fold', from, lines: folded }, ...rows.slice(rows.length - tail)];
}
