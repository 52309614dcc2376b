/**
 * Streams what is numbered to watchers: events of submissions, ended cases of verifications.
 *
 * Theory of operation: items are rows with gapless sequence numbers. A notice from the feed says only that a
 * subject has more; what is sent is always read from the store, after the last number that this watcher got. So a
 * lost, doubled or late notice cannot lose or double an item, and it does not matter which server judges or watches.
 */

/** What is streamed. `Subject` below is the id of what is watched. */
export interface Numbered {
  readonly seq: number;
}

export interface ItemSource<Subject extends string, Item extends Numbered> {
  /** Items with a sequence number above `seq`, ascending, at most `limit`. */
  after(subject: Subject, seq: number, limit: number): Promise<readonly Item[]>;
}

export interface Watcher<Subject extends string, Item extends Numbered> {
  send(subject: Subject, item: Item): void;
  /** The store failed for longer than a moment: the watcher should reconnect. */
  fail(): void;
}

interface Watch<Subject extends string, Item extends Numbered> {
  readonly subject: Subject;
  readonly watcher: Watcher<Subject, Item>;
  lastSeq: number;
  /** A read is under way; `again` asks for another one after it. */
  reading: boolean;
  again: boolean;
  ended: boolean;
}

const BATCH = 200;

export class LiveHub<Subject extends string, Item extends Numbered> {
  readonly #source: ItemSource<Subject, Item>;
  readonly #isLast: (item: Item) => boolean;
  readonly #watches = new Map<Subject, Set<Watch<Subject, Item>>>();

  /** `isLast`: whether nothing comes after an item. */
  constructor(source: ItemSource<Subject, Item>, isLast: (item: Item) => boolean) {
    this.#source = source;
    this.#isLast = isLast;
  }

  /** Number of watches, for tests and figures. */
  get size(): number {
    let size = 0;
    for (const watches of this.#watches.values()) size += watches.size;
    return size;
  }

  /** Sends all items after `after`, then each new one. Returns what ends the watch. */
  watch(subject: Subject, after: number, watcher: Watcher<Subject, Item>): () => void {
    const watch = { subject, watcher, lastSeq: after, reading: false, again: false, ended: false };
    const watches = this.#watches.get(subject) ?? new Set();
    watches.add(watch);
    this.#watches.set(subject, watches);
    void this.#read(watch);
    return () => this.#end(watch);
  }

  /** There may be more items of this subject. */
  notice(subject: Subject): void {
    for (const watch of this.#watches.get(subject) ?? []) void this.#read(watch);
  }

  /** Notices may have been missed: look at everything that is watched. */
  noticeAll(): void {
    for (const subject of this.#watches.keys()) this.notice(subject);
  }

  #end(watch: Watch<Subject, Item>): void {
    watch.ended = true;
    const watches = this.#watches.get(watch.subject);
    watches?.delete(watch);
    if (watches?.size === 0) this.#watches.delete(watch.subject);
  }

  async #read(watch: Watch<Subject, Item>): Promise<void> {
    if (watch.reading) {
      watch.again = true;
      return;
    }
    watch.reading = true;
    try {
      do {
        watch.again = false;
        const items = await this.#source.after(watch.subject, watch.lastSeq, BATCH);
        for (const item of items) {
          if (watch.ended) return;
          if (item.seq <= watch.lastSeq) continue;
          watch.lastSeq = item.seq;
          watch.watcher.send(watch.subject, item);
          if (this.#isLast(item)) this.#end(watch);
        }
        if (items.length === BATCH) watch.again = true;
      } while (watch.again && !watch.ended);
    } catch {
      // The client resumes after its last number when it connects again: nothing is lost by giving up here.
      this.#end(watch);
      watch.watcher.fail();
    } finally {
      watch.reading = false;
    }
  }
}
