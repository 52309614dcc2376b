/** Changes of a list in a YAML text: items that stay stay as they are written. Pure. */

import { isSame } from './same.ts';
import { endOf, indentOf, lineBegin, lineEnd, type Range, type TextChange, withoutLines } from './text-change.ts';
import { type ListNode, yamlValue } from './yaml-tree.ts';
import { type NewItem, writeItem, writeScalarLike } from './yaml-write.ts';

/** Neither list is empty. null: an item that is no single value would have to become another one. */
export function listChanges(text: string, list: ListNode, wanted: readonly NewItem[]): readonly TextChange[] | null {
  const { items } = list;
  const now = items.map(yamlValue);
  const shorter = Math.min(now.length, wanted.length);
  let head = 0;
  while (head < shorter && isSame(now[head], wanted[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(now.at(-1 - tail), wanted.at(-1 - tail))) tail += 1;
  const old = items.slice(head, items.length - tail);
  const next = wanted.slice(head, wanted.length - tail);
  const changes: TextChange[] = [];
  for (const [index, item] of old.slice(0, next.length).entries()) {
    const value = next[index];
    if (item.kind !== 'scalar' || (typeof value === 'object' && value !== null)) return null;
    const to = endOf(text, item);
    changes.push({ from: item.from, to, insert: writeScalarLike(value ?? null, item, list.flow) });
  }
  const at = head + Math.min(old.length, next.length);
  if (next.length > old.length) changes.push(insertion(text, list, at, next.slice(old.length)));
  if (old.length > next.length) changes.push(deletion(text, list, at, items.length - tail));
  return changes;
}

/** Before the item at `at`. */
function insertion(text: string, list: ListNode, at: number, values: readonly NewItem[]): TextChange {
  const [before, after] = [list.items[at - 1], list.items[at]];
  if (list.flow) {
    const words = values.map((value) => writeItem(value)).join(', ');
    if (before !== undefined) return { from: before.to, to: before.to, insert: `, ${words}` };
    const from = after?.from ?? list.from;
    return { from, to: from, insert: `${words}, ` };
  }
  const indent = indentOf(text, list.from);
  const lines = values.map((value) => `${indent}- ${writeItem(value, `${indent}  `)}`).join('\n');
  if (before !== undefined) {
    const from = lineEnd(text, endOf(text, before));
    return { from, to: from, insert: `\n${lines}` };
  }
  const from = lineBegin(text, list.from);
  return { from, to: from, insert: `${lines}\n` };
}

/** Items from (inclusive) to (exclusive), not all of them. */
function deletion(text: string, list: ListNode, from: number, to: number): TextChange {
  const range: Range = { from: list.items[from]?.from ?? list.from, to: list.items[to - 1]?.to ?? list.to };
  // The dash stands before the item.
  if (!list.flow) return withoutLines(text, range);
  const [before, after] = [list.items[from - 1], list.items[to]];
  if (before !== undefined) return { from: before.to, to: range.to, insert: '' };
  return { from: range.from, to: after?.from ?? range.to, insert: '' };
}
