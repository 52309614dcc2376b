/** Writes what is not sent yet into the outbox: soon after it was typed, and not with every key. */
import type { Timers } from '../api/steady-socket.ts';
import { COPY_TIMES } from './copy-ports.ts';
import type { KeptTyping, Outbox } from './outbox.ts';

export class OutboxWriter {
  readonly #outbox: Outbox | null;
  readonly #timers: Timers;
  readonly #read: () => KeptTyping | null;
  #timer: unknown = null;
  #stored = true;

  /** `read`: what must be kept now; null: nothing. Without an outbox nothing is. */
  constructor(outbox: Outbox | null, timers: Timers, read: () => KeptTyping | null) {
    this.#outbox = outbox;
    this.#timers = timers;
    this.#read = read;
  }

  /** Whether this browser took what was written last. */
  get isStored(): boolean {
    return this.#stored;
  }

  soon(onChange: () => void): void {
    if (this.#outbox === null) return;
    this.#timer ??= this.#timers.set(() => {
      if (this.now()) onChange();
    }, COPY_TIMES.storeMs);
  }

  /** True when `isStored` has changed. */
  now(): boolean {
    this.stop();
    if (this.#outbox === null) return false;
    const kept = this.#read();
    if (kept === null) this.#outbox.clear();
    const stored = kept === null || this.#outbox.write(kept);
    const changed = stored !== this.#stored;
    this.#stored = stored;
    return changed;
  }

  stop(): void {
    this.#timers.clear(this.#timer);
    this.#timer = null;
  }
}
