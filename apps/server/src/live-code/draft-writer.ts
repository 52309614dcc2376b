/**
 * Brings drafts to where the code is, of all rooms together, about once in a second. What is lost here is not lost: the
 * log says which drafts are behind, and whoever reads drafts brings them up to date first.
 */
import type { DraftOfCode, Store } from '@lockstep/store';

const EVERY_MS = 1_000;

export class DraftWriter {
  readonly #save: Store['liveCodes']['saveDrafts'];
  readonly #waiting = new Map<string, DraftOfCode>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor({ saveDrafts }: Store['liveCodes']) {
    this.#save = saveDrafts;
  }

  /** A later one takes the place of an earlier one. */
  add(draft: DraftOfCode): void {
    this.#waiting.set(`${draft.sitting} ${draft.slug}`, draft);
    this.#timer ??= setTimeout(() => void this.settle().catch(() => {}), EVERY_MS);
  }

  /** Writes what waits. Rejects when the database is away. */
  settle(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const drafts = [...this.#waiting.values()];
    this.#waiting.clear();
    const before = this.#writing.catch(() => {});
    this.#writing = before.then(() => (drafts.length === 0 ? undefined : this.#save(drafts)));
    return this.#writing;
  }
}
