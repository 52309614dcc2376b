/**
 * The world's state as one row of 32-bit numbers, with an undo log and an incremental hash. A step changes a few slots;
 * taking it back is cheaper than copying. Equal rows have equal hashes; zero is every slot's value before it is used,
 * and adds nothing to the hash, so a row may grow without changing it. The hash is multilinear (Carter, Wegman 1979):
 * its high bits are the good ones; `spread` before its low bits are used.
 */

/** Most slots of a world. */
export const MAX_SLOTS = 20_000;
const START_SLOTS = 256;
const START_LOG = 4_096;

/** An odd factor for each slot, without pattern; some for slots that searches add. */
const FACTORS = Int32Array.from({ length: MAX_SLOTS + 16 }, (_, slot) => mix(slot + 1) | 1);

export class Slots {
  row = new Int32Array(START_SLOTS);
  hash = 0;
  /** Number of changes that can be undone. */
  logged = 0;
  /** Which slot each change was of, its value before and after, and the row's hash before. */
  #slotLog = new Int32Array(START_LOG);
  #beforeLog = new Int32Array(START_LOG);
  #afterLog = new Int32Array(START_LOG);
  #hashLog = new Int32Array(START_LOG);

  get(slot: number): number {
    return this.row[slot] as number;
  }

  set(slot: number, value: number): void {
    const before = this.row[slot] as number;
    if (before === value) return;
    if (this.logged === this.#slotLog.length) this.#growLog();
    this.#slotLog[this.logged] = slot;
    this.#beforeLog[this.logged] = before;
    this.#afterLog[this.logged] = value;
    this.#hashLog[this.logged] = this.hash;
    this.logged += 1;
    this.hash = (this.hash + Math.imul(value - before, FACTORS[slot] as number)) | 0;
    this.row[slot] = value;
  }

  /** Takes changes back until only `logged` are left. */
  undo(logged: number): void {
    if (this.logged <= logged) return;
    for (let change = this.logged - 1; change >= logged; change--) {
      this.row[this.#slotLog[change] as number] = this.#beforeLog[change] as number;
    }
    this.hash = this.#hashLog[logged] as number;
    this.logged = logged;
  }

  /** Slot of a change that can be undone, by its number from 0; one slot may have changed several times. */
  changedSlot(change: number): number {
    return this.#slotLog[change] as number;
  }

  valueBefore(change: number): number {
    return this.#beforeLog[change] as number;
  }

  valueAfter(change: number): number {
    return this.#afterLog[change] as number;
  }

  /** Makes room for slots below `count`. */
  ensure(count: number): void {
    if (count <= this.row.length) return;
    const row = new Int32Array(Math.max(count, 2 * this.row.length));
    row.set(this.row);
    this.row = row;
  }

  clear(): void {
    this.row.fill(0);
    this.logged = 0;
    this.hash = 0;
  }

  /**
   * Becomes another state of a search: `values` from `offset` on are those of `columns`; other slots stay as they are.
   * Nothing can be undone then.
   */
  load(columns: readonly number[], values: Int32Array, offset: number, hash: number): void {
    const row = this.row;
    for (let column = 0; column < columns.length; column++) {
      row[columns[column] as number] = values[offset + column] as number;
    }
    this.hash = hash;
    this.logged = 0;
  }

  /** Becomes the state in `rows` from `offset` on, `width` slots wide, with its hash. Nothing can be undone then. */
  loadRow(rows: Int32Array, offset: number, width: number, hash: number): void {
    const row = this.row;
    for (let slot = 0; slot < width; slot++) row[slot] = rows[offset + slot] as number;
    this.hash = hash;
    this.logged = 0;
  }

  #growLog(): void {
    const twice = (log: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(2 * log.length);
      grown.set(log);
      return grown;
    };
    this.#slotLog = twice(this.#slotLog);
    this.#beforeLog = twice(this.#beforeLog);
    this.#afterLog = twice(this.#afterLog);
    this.#hashLog = twice(this.#hashLog);
  }
}

/** The same number of bits of a row's hash, of which each depends on all. */
export function spread(hash: number): number {
  const x = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  return x ^ (x >>> 15);
}

/** Finalizer of MurmurHash3. */
function mix(value: number): number {
  let x = Math.imul(value, 0x9e37_79b1);
  x ^= x >>> 16;
  x = Math.imul(x, 0x85eb_ca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2_ae35);
  return x ^ (x >>> 16);
}
