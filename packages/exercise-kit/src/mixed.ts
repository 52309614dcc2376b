/** Items of a question in an order that tells nothing, and always the same one. */
import { createHash } from 'node:crypto';

export interface Mixed {
  readonly items: string[];
  /** Places in `items`, in the order in which they came. */
  readonly right: number[];
}

/** Never the order in which they came, nor its reverse, where there are three or more different items. Pure. */
export function mixed(inOrder: readonly string[], seed: string): Mixed {
  const hash = (item: string, place: number): string =>
    createHash('sha256')
      .update(JSON.stringify([seed, item, place]))
      .digest('hex');
  const keyed = inOrder.map((item, place) => ({ item, place, key: hash(item, place) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  const places = keyed.map(({ place }) => place);
  const straight = places.every((place, index) => place === index);
  const reversed = places.every((place, index) => place === places.length - 1 - index);
  // The first two change places: of three or more, that is neither order any more.
  if (straight || reversed) keyed.unshift(...keyed.splice(1, 1));
  return {
    items: keyed.map(({ item }) => item),
    right: inOrder.map((_, place) => keyed.findIndex((one) => one.place === place)),
  };
}
