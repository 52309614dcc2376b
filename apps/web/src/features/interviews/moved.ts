/** Order of lists that people put together. Pure. */

/** Takes the item at `from` out and puts it in at `to`; the same list where there is no such place. */
export function movedItem<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length || to === from) return items;
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}
