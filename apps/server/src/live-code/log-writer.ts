/**
 * Writes what is typed, of all rooms of this server together: what came within a few milliseconds is one transaction,
 * and only one is under way. So the load on the database does not grow with the number of rooms.
 */
import type { Appended, CodeKey, NewChange, Store } from '@lockstep/store';

/** Where changes wait. */
export interface Writes {
  readonly key: CodeKey;
  /** Hands over what waits; empty: nothing does. Until `stored` or `failed` it is not asked again. */
  next(): readonly NewChange[];
  /** Throws when it cannot go on. */
  stored(answer: Appended): void;
  failed(error: unknown): void;
}

const TOGETHER_MS = 30;

export class LogWriter {
  readonly #append: Store['liveCodes']['append'];
  readonly #waiting = new Set<Writes>();
  #timer: NodeJS.Timeout | null = null;
  /** Settles after everything that was begun; never rejects. */
  #writing: Promise<void> = Promise.resolve();

  constructor({ append }: Store['liveCodes']) {
    this.#append = append;
  }

  /** There is something to be written. */
  add(room: Writes): void {
    this.#waiting.add(room);
    this.#timer ??= setTimeout(() => void this.settle(), TOGETHER_MS);
  }

  /** Writes everything that waits now; settles when it is stored, or has failed. */
  settle(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const rooms = [...this.#waiting];
    this.#waiting.clear();
    const batches = rooms
      .map((room) => ({ room, key: room.key, changes: room.next() }))
      .filter(({ changes }) => changes.length > 0);
    if (batches.length === 0) return;
    let answers: readonly Appended[];
    try {
      answers = await this.#append(batches);
    } catch (error) {
      for (const { room } of batches) room.failed(error);
      return;
    }
    for (const [index, { room }] of batches.entries()) {
      try {
        room.stored(answers[index] ?? { kind: 'gone' });
      } catch (error) {
        room.failed(error);
      }
    }
  }
}
