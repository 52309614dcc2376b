/** States kept for good, each with a number from 0: an arena of rows and a hash table that compares whole rows. */
import { spread } from '../world/slots.ts';

export class StateTable {
  count = 0;
  readonly width: number;
  #rows: Int32Array;
  #hashes: Int32Array;
  #capacity = 1_024;
  #table: Int32Array;
  #mask: number;

  constructor(width: number) {
    this.width = width;
    this.#rows = new Int32Array(this.#capacity * width);
    this.#hashes = new Int32Array(this.#capacity);
    this.#table = new Int32Array(4 * this.#capacity);
    this.#mask = 4 * this.#capacity - 1;
  }

  get rows(): Int32Array {
    return this.#rows;
  }

  hash(state: number): number {
    return this.#hashes[state] as number;
  }

  /** The state's number; null when it is not there. For rows of another hash, since a row may be wider. */
  find(row: Int32Array): number | null {
    return this.#places().get(row.join()) ?? null;
  }

  /** The state's number; a new one when it was not there: then it is `count` - 1. */
  add(row: Int32Array, hash: number): number {
    const { width } = this;
    let place = spread(hash) & this.#mask;
    for (let entry = this.#table[place] as number; entry !== 0; entry = this.#table[place] as number) {
      const state = entry - 1;
      if (this.#hashes[state] === hash) {
        const offset = state * width;
        let slot = 0;
        while (slot < width && this.#rows[offset + slot] === row[slot]) slot++;
        if (slot === width) return state;
      }
      place = (place + 1) & this.#mask;
    }
    if (this.count === this.#capacity) {
      this.#grow();
      place = spread(hash) & this.#mask;
      while (this.#table[place] !== 0) place = (place + 1) & this.#mask;
    }
    const state = this.count;
    this.count += 1;
    this.#table[place] = state + 1;
    this.#hashes[state] = hash;
    const offset = state * width;
    for (let slot = 0; slot < width; slot++) this.#rows[offset + slot] = row[slot] as number;
    return state;
  }

  #byText: Map<string, number> | null = null;

  #places(): Map<string, number> {
    if (this.#byText === null) {
      this.#byText = new Map();
      for (let state = 0; state < this.count; state++) {
        this.#byText.set(this.#rows.subarray(state * this.width, (state + 1) * this.width).join(), state);
      }
    }
    return this.#byText;
  }

  #grow(): void {
    const capacity = 2 * this.#capacity;
    this.#capacity = capacity;
    const rows = new Int32Array(capacity * this.width);
    rows.set(this.#rows);
    this.#rows = rows;
    const hashes = new Int32Array(capacity);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#table = new Int32Array(4 * capacity);
    this.#mask = 4 * capacity - 1;
    for (let state = 0; state < this.count; state++) {
      let place = spread(hashes[state] as number) & this.#mask;
      while (this.#table[place] !== 0) place = (place + 1) & this.#mask;
      this.#table[place] = state + 1;
    }
  }
}
