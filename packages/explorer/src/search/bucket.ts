/**
 * States of one rank with the number of ways to each, in flat arrays: a hash table that compares whole states, so two
 * are never taken for one. Counts are exact: three limbs of 50 bits in doubles, which add without rounding.
 *
 * Most slots of the world never change during a search. Only those that did are kept: the columns, which all buckets of a
 * search share. The others have the same value in every state.
 */
import { type Slots, spread } from '../world/slots.ts';

const LIMB = 2 ** 50;
/** Of a count, once some count of the bucket needs more than one. */
const LIMBS = 3;
const FIRST_CAPACITY = 64;
/** Places of the table for each state that there is room for. */
const PLACES = 4;
/** Larger buckets are given back instead of being kept for another rank. */
const KEEP_CAPACITY = 32_768;

/** A count outgrew 150 bits. The search begins anew with big integers. */
export class CountTooLarge extends Error {
  override readonly name = 'CountTooLarge';
}

export class Bucket {
  count = 0;
  readonly #columns: readonly number[];
  #width: number;
  /** For each state the values of its columns, then its hash. */
  #rows: Int32Array;
  #limbs = 1;
  #ways: Float64Array;
  /** Instead of the limbs, where these don't suffice. */
  #big: bigint[] | null;
  #capacity = FIRST_CAPACITY;
  #table: Int32Array;
  #mask: number;

  /**
   * `columns`: the slots that are kept; when one is appended, `widen` must be called. `expected`: how many states it is
   * likely to get.
   */
  constructor(columns: readonly number[], big: boolean, expected: number) {
    this.#columns = columns;
    this.#width = columns.length;
    while (this.#capacity < expected) this.#capacity *= 2;
    this.#rows = new Int32Array(this.#capacity * (this.#width + 1));
    this.#ways = new Float64Array(this.#capacity);
    this.#table = new Int32Array(PLACES * this.#capacity);
    this.#mask = PLACES * this.#capacity - 1;
    this.#big = big ? [] : null;
  }

  /** The first state, with one way to it. */
  addFirst(slots: Slots): void {
    const index = this.#find(slots);
    if (this.#big === null) this.#ways[index * this.#limbs] = 1;
    else this.#big[index] = 1n;
  }

  /** Adds the ways to a state of another bucket (or of this one) to those of the state in `slots`. */
  add(slots: Slots, from: Bucket, state: number): void {
    const index = this.#find(slots);
    if (this.#big !== null) {
      this.#big[index] = (this.#big[index] ?? 0n) + ((from.#big as bigint[])[state] as bigint);
      return;
    }
    if (this.#limbs === 1 && from.#limbs === 1) {
      const sum = (this.#ways[index] as number) + (from.#ways[state] as number);
      if (sum < LIMB) {
        this.#ways[index] = sum;
        return;
      }
    }
    this.#addLimbs(index, from, state);
  }

  #addLimbs(index: number, from: Bucket, state: number): void {
    if (this.#limbs === 1) this.#useLimbs();
    const ways = this.#ways;
    const to = index * LIMBS;
    const at = state * from.#limbs;
    const single = from.#limbs === 1;
    let low = (ways[to] as number) + (from.#ways[at] as number);
    let middle = (ways[to + 1] as number) + (single ? 0 : (from.#ways[at + 1] as number));
    let high = (ways[to + 2] as number) + (single ? 0 : (from.#ways[at + 2] as number));
    if (low >= LIMB) {
      low -= LIMB;
      middle += 1;
    }
    if (middle >= LIMB) {
      middle -= LIMB;
      high += 1;
    }
    if (high >= LIMB) throw new CountTooLarge();
    ways[to] = low;
    ways[to + 1] = middle;
    ways[to + 2] = high;
  }

  #useLimbs(): void {
    const ways = new Float64Array(this.#capacity * LIMBS);
    for (let index = 0; index < this.count; index++) ways[index * LIMBS] = this.#ways[index] as number;
    this.#ways = ways;
    this.#limbs = LIMBS;
  }

  ways(index: number): bigint {
    if (this.#big !== null) return this.#big[index] as bigint;
    let ways = 0n;
    for (let limb = this.#limbs - 1; limb >= 0; limb--) {
      ways = (ways << 50n) + BigInt(this.#ways[index * this.#limbs + limb] as number);
    }
    return ways;
  }

  /** Makes the slots this state: its columns; the others are expected to be right. */
  load(index: number, slots: Slots): void {
    const offset = index * (this.#width + 1);
    slots.load(this.#columns, this.#rows, offset, this.#rows[offset + this.#width] as number);
  }

  clear(): void {
    this.#ways.fill(0, 0, this.count * this.#limbs);
    this.count = 0;
    if (this.#big !== null) this.#big = [];
    this.#table.fill(0);
  }

  get reusable(): boolean {
    return this.#capacity <= KEEP_CAPACITY;
  }

  /** A column was appended: its value in all states so far. */
  widen(value: number): void {
    const before = this.#width + 1;
    const stride = before + 1;
    const rows = new Int32Array(this.#capacity * stride);
    for (let index = 0; index < this.count; index++) {
      const row = this.#rows.subarray(index * before, index * before + before);
      rows.set(row, index * stride);
      rows[index * stride + stride - 2] = value;
      rows[index * stride + stride - 1] = row[before - 1] as number;
    }
    this.#rows = rows;
    this.#width += 1;
  }

  /** The number of the state in `slots`; a new one, without ways, when it was not there. */
  #find(slots: Slots): number {
    const width = this.#width;
    const { row, hash } = slots;
    const columns = this.#columns;
    const rows = this.#rows;
    const table = this.#table;
    let place = spread(hash) & this.#mask;
    for (let entry = table[place] as number; entry !== 0; entry = table[place] as number) {
      const offset = (entry - 1) * (width + 1);
      if (rows[offset + width] === hash) {
        let column = width - 1;
        while (column >= 0 && rows[offset + column] === row[columns[column] as number]) column--;
        if (column < 0) return entry - 1;
      }
      place = (place + 1) & this.#mask;
    }
    if (this.count === this.#capacity) {
      this.#grow();
      place = this.#freePlace(hash);
    }
    const index = this.count;
    this.count += 1;
    this.#table[place] = index + 1;
    const target = this.#rows;
    const offset = index * (width + 1);
    for (let column = 0; column < width; column++) target[offset + column] = row[columns[column] as number] as number;
    target[offset + width] = hash;
    return index;
  }

  #freePlace(hash: number): number {
    let place = spread(hash) & this.#mask;
    while (this.#table[place] !== 0) place = (place + 1) & this.#mask;
    return place;
  }

  #grow(): void {
    const capacity = 2 * this.#capacity;
    this.#capacity = capacity;
    const stride = this.#width + 1;
    const rows = new Int32Array(capacity * stride);
    rows.set(this.#rows);
    this.#rows = rows;
    const ways = new Float64Array(capacity * this.#limbs);
    ways.set(this.#ways);
    this.#ways = ways;
    this.#table = new Int32Array(PLACES * capacity);
    this.#mask = PLACES * capacity - 1;
    for (let index = 0; index < this.count; index++) {
      this.#table[this.#freePlace(rows[index * stride + stride - 1] as number)] = index + 1;
    }
  }
}
