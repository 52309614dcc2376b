/** Small numbers for values that are compared often: equal values get equal numbers, counted from 0. */
export class Interner<T> {
  readonly #keyOf: (value: T) => string;
  readonly #numbers = new Map<string, number>();
  readonly #values: T[] = [];

  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#values.length;
  }

  number(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#values.length;
    this.#values.push(value);
    this.#numbers.set(key, number);
    return number;
  }

  value(number: number): T {
    return this.#values[number] as T;
  }
}

/**
 * Immutable lists of numbers, hash-consed: equal lists are one number, 0 is the empty list. What a queue holds is one
 * slot of the world by it.
 */
export class Lists {
  readonly #items: (readonly number[])[] = [[]];
  readonly #byKey = new Map<string, number>([['', 0]]);
  readonly #pushed = new Map<number, Map<number, number>>();
  readonly #tails: number[] = [0];

  items(list: number): readonly number[] {
    return this.#items[list] as readonly number[];
  }

  first(list: number): number {
    return (this.#items[list] as readonly number[])[0] as number;
  }

  /** The list without its first item. */
  tail(list: number): number {
    return this.#tails[list] as number;
  }

  push(list: number, item: number): number {
    let row = this.#pushed.get(list);
    if (row === undefined) {
      row = new Map();
      this.#pushed.set(list, row);
    }
    const known = row.get(item);
    if (known !== undefined) return known;
    const made = this.of([...this.items(list), item]);
    row.set(item, made);
    return made;
  }

  of(items: readonly number[]): number {
    const key = items.join();
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const tail = items.length > 0 ? this.of(items.slice(1)) : 0;
    const number = this.#items.length;
    this.#items.push(items);
    this.#byKey.set(key, number);
    this.#tails.push(tail);
    return number;
  }
}
