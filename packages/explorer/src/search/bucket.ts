/**
 * States of one rank with the number of ways to each, in flat arrays: a hash table that compares whole rows, so two
 * states are never taken for one. Counts are exact: three limbs of 50 bits in doubles, which add without rounding.
 */
const LIMB = 2 ** 50;
const FIRST_CAPACITY = 64;
/** Larger buckets are given back instead of being kept for another rank. */
const KEEP_CAPACITY = 8_192;

/** A count outgrew 150 bits. The search begins anew with big integers. */
export class CountTooLarge extends Error {
  override readonly name = 'CountTooLarge';
}

export class Bucket {
  count = 0;
  rows: Int32Array;
  hashes: Int32Array;
  low: Float64Array;
  middle: Float64Array;
  high: Float64Array;
  /** Instead of the limbs, where these don't suffice. */
  big: bigint[] | null;
  readonly #width: number;
  #capacity = FIRST_CAPACITY;
  #table: Int32Array;
  #mask: number;

  constructor(width: number, big: boolean) {
    this.#width = width;
    this.rows = new Int32Array(FIRST_CAPACITY * width);
    this.hashes = new Int32Array(FIRST_CAPACITY);
    this.low = new Float64Array(FIRST_CAPACITY);
    this.middle = new Float64Array(FIRST_CAPACITY);
    this.high = new Float64Array(FIRST_CAPACITY);
    this.big = big ? [] : null;
    this.#table = new Int32Array(4 * FIRST_CAPACITY);
    this.#mask = 4 * FIRST_CAPACITY - 1;
  }

  /** Adds ways to a state. */
  add(row: Int32Array, hash: number, low: number, middle: number, high: number, big: bigint): void {
    const width = this.#width;
    const { rows, hashes } = this;
    let place = hash & this.#mask;
    for (let entry = this.#table[place] as number; entry !== 0; entry = this.#table[place] as number) {
      const index = entry - 1;
      if (hashes[index] === hash) {
        const offset = index * width;
        let slot = 0;
        while (slot < width && rows[offset + slot] === row[slot]) slot++;
        if (slot === width) {
          this.#addTo(index, low, middle, high, big);
          return;
        }
      }
      place = (place + 1) & this.#mask;
    }
    if (this.count === this.#capacity) {
      this.#grow();
      place = hash & this.#mask;
      while (this.#table[place] !== 0) place = (place + 1) & this.#mask;
    }
    const index = this.count;
    this.count += 1;
    this.#table[place] = index + 1;
    this.hashes[index] = hash;
    this.low[index] = low;
    this.middle[index] = middle;
    this.high[index] = high;
    if (this.big !== null) this.big[index] = big;
    const offset = index * width;
    const target = this.rows;
    for (let slot = 0; slot < width; slot++) target[offset + slot] = row[slot] as number;
  }

  ways(index: number): bigint {
    if (this.big !== null) return this.big[index] as bigint;
    const { low, middle, high } = this;
    return (
      BigInt(low[index] as number) + (BigInt(middle[index] as number) << 50n) + (BigInt(high[index] as number) << 100n)
    );
  }

  clear(): void {
    this.count = 0;
    if (this.big !== null) this.big = [];
    this.#table.fill(0);
  }

  get reusable(): boolean {
    return this.#capacity <= KEEP_CAPACITY;
  }

  #addTo(index: number, low: number, middle: number, high: number, big: bigint): void {
    if (this.big !== null) {
      this.big[index] = (this.big[index] as bigint) + big;
      return;
    }
    let a = (this.low[index] as number) + low;
    let b = (this.middle[index] as number) + middle;
    let c = (this.high[index] as number) + high;
    if (a >= LIMB) {
      a -= LIMB;
      b += 1;
    }
    if (b >= LIMB) {
      b -= LIMB;
      c += 1;
    }
    if (c >= LIMB) throw new CountTooLarge();
    this.low[index] = a;
    this.middle[index] = b;
    this.high[index] = c;
  }

  #grow(): void {
    const capacity = 2 * this.#capacity;
    this.#capacity = capacity;
    const rows = new Int32Array(capacity * this.#width);
    rows.set(this.rows);
    this.rows = rows;
    const hashes = new Int32Array(capacity);
    hashes.set(this.hashes);
    this.hashes = hashes;
    const doubles = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(capacity);
      grown.set(old);
      return grown;
    };
    this.low = doubles(this.low);
    this.middle = doubles(this.middle);
    this.high = doubles(this.high);
    this.#table = new Int32Array(4 * capacity);
    this.#mask = 4 * capacity - 1;
    for (let index = 0; index < this.count; index++) {
      let place = (hashes[index] as number) & this.#mask;
      while (this.#table[place] !== 0) place = (place + 1) & this.#mask;
      this.#table[place] = index + 1;
    }
  }
}
