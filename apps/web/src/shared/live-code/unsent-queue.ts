/** The changes that the server has not said to have kept, and which of them are on their way. */
import type { TypedChange } from '@lockstep/protocol';
import { batchesOf, bounded, type Unsent, withChange } from './unsent.ts';

export class UnsentQueue {
  #list: readonly Unsent[] = [];

  get changes(): readonly Unsent[] {
    return this.#list;
  }

  get isEmpty(): boolean {
    return this.#list.length === 0;
  }

  /** Some are on their way. */
  get isUnderWay(): boolean {
    return this.#list.some(({ number }) => number !== null);
  }

  /** False: it is too much to be sent piece by piece, and this change was not taken. */
  add(change: Omit<Unsent, 'number'>, windowMs: number): boolean {
    const list = bounded(withChange(this.#list, { ...change, number: null }, windowMs));
    if (list !== null) this.#list = list;
    return list !== null;
  }

  /** What pages of before left, in the order of time. */
  addLeft(changes: readonly Unsent[]): void {
    this.#list = [...this.#list, ...changes].sort((a, b) => a.atMs - b.atMs);
  }

  /** Sends what waits. `send` returns the number of the message, or null where there is no connection. */
  send(nowMs: number, send: (changes: readonly TypedChange[]) => number | null): void {
    const numbers: number[] = [];
    for (const changes of batchesOf(
      this.#list.filter(({ number }) => number === null),
      nowMs,
    )) {
      const number = send(changes);
      if (number === null) break;
      numbers.push(...changes.map(() => number));
    }
    this.#list = this.#list.map((change) =>
      change.number === null ? { ...change, number: numbers.shift() ?? null } : change,
    );
  }

  /** Those with numbers up to this one are at the server. */
  kept(upTo: number): void {
    this.#list = this.#list.filter(({ number }) => number === null || number > upTo);
  }

  /** They wait again. False: there are none of that number. */
  refused(message: number): boolean {
    const known = this.#list.some(({ number }) => number === message);
    this.#list = this.#list.map((change) => (change.number === message ? { ...change, number: null } : change));
    return known;
  }

  /** All of them wait again. */
  cutOff(): void {
    this.#list = this.#list.map((change) => ({ ...change, number: null }));
  }

  clear(): void {
    this.#list = [];
  }
}
