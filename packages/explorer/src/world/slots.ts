/**
 * The world's state as one row of 32-bit numbers, with an undo log and an incremental hash. A step changes a few slots;
 * taking it back is cheaper than copying. Equal rows have equal hashes; zero is every slot's value before it is used,
 * and adds nothing to the hash, so a row may grow without changing it.
 */
const START_SLOTS = 256;
const START_LOG = 4_096;

export class Slots {
  row = new Int32Array(START_SLOTS);
  hash = 0;
  /** Number of changes that can be undone. */
  logged = 0;
  #slotLog = new Int32Array(START_LOG);
  #valueLog = new Int32Array(START_LOG);

  get(slot: number): number {
    return this.row[slot] as number;
  }

  set(slot: number, value: number): void {
    const before = this.row[slot] as number;
    if (before === value) return;
    if (this.logged === this.#slotLog.length) this.#growLog();
    this.#slotLog[this.logged] = slot;
    this.#valueLog[this.logged] = before;
    this.logged += 1;
    this.hash ^= mix(slot, before) ^ mix(slot, value);
    this.row[slot] = value;
  }

  /** Takes changes back until only `logged` are left. */
  undo(logged: number): void {
    while (this.logged > logged) {
      this.logged -= 1;
      const slot = this.#slotLog[this.logged] as number;
      const before = this.#valueLog[this.logged] as number;
      this.hash ^= mix(slot, this.row[slot] as number) ^ mix(slot, before);
      this.row[slot] = before;
    }
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

  /** Becomes the state in `rows` from `offset` on, `width` slots wide, with its hash. Nothing can be undone then. */
  load(rows: Int32Array, offset: number, width: number, hash: number): void {
    const row = this.row;
    for (let slot = 0; slot < width; slot++) row[slot] = rows[offset + slot] as number;
    this.hash = hash;
    this.logged = 0;
  }

  #growLog(): void {
    const slots = new Int32Array(2 * this.#slotLog.length);
    const values = new Int32Array(2 * this.#valueLog.length);
    slots.set(this.#slotLog);
    values.set(this.#valueLog);
    this.#slotLog = slots;
    this.#valueLog = values;
  }
}

/** A hash of a slot's value; 0 for the value 0. Finalizer of MurmurHash3. */
function mix(slot: number, value: number): number {
  if (value === 0) return 0;
  let x = Math.imul(value + Math.imul(slot + 1, 0x9e37_79b1), 0x85eb_ca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2_ae35);
  return x ^ (x >>> 16);
}
