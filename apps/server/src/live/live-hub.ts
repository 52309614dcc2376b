/**
 * Streams events of submissions to watchers.
 *
 * Theory of operation: events are rows with gapless sequence numbers. A notice from the feed says only that a
 * submission has more; what is sent is always read from the store, after the last number that this watcher got. So a
 * lost, doubled or late notice cannot lose or double an event, and it does not matter which server judges or watches.
 */
import { isLastEvent, type NumberedEvent, type SubmissionId } from '@lockstep/protocol';

export interface EventSource {
  /** Events with a sequence number above `seq`, ascending, at most `limit`. */
  after(submission: SubmissionId, seq: number, limit: number): Promise<readonly NumberedEvent[]>;
}

export interface Watcher {
  send(submission: SubmissionId, event: NumberedEvent): void;
  /** The store failed for longer than a moment: the watcher should reconnect. */
  fail(): void;
}

interface Watch {
  readonly submission: SubmissionId;
  readonly watcher: Watcher;
  lastSeq: number;
  /** A read is under way; `again` asks for another one after it. */
  reading: boolean;
  again: boolean;
  ended: boolean;
}

const BATCH = 200;

export class LiveHub {
  readonly #source: EventSource;
  readonly #watches = new Map<SubmissionId, Set<Watch>>();

  constructor(source: EventSource) {
    this.#source = source;
  }

  /** Number of watches, for tests and figures. */
  get size(): number {
    let size = 0;
    for (const watches of this.#watches.values()) size += watches.size;
    return size;
  }

  /** Sends all events after `after`, then each new one. Returns what ends the watch. */
  watch(submission: SubmissionId, after: number, watcher: Watcher): () => void {
    const watch: Watch = { submission, watcher, lastSeq: after, reading: false, again: false, ended: false };
    const watches = this.#watches.get(submission) ?? new Set();
    watches.add(watch);
    this.#watches.set(submission, watches);
    void this.#read(watch);
    return () => this.#end(watch);
  }

  /** There may be more events of this submission. */
  notice(submission: SubmissionId): void {
    for (const watch of this.#watches.get(submission) ?? []) void this.#read(watch);
  }

  /** Notices may have been missed: look at everything that is watched. */
  noticeAll(): void {
    for (const submission of this.#watches.keys()) this.notice(submission);
  }

  #end(watch: Watch): void {
    watch.ended = true;
    const watches = this.#watches.get(watch.submission);
    watches?.delete(watch);
    if (watches?.size === 0) this.#watches.delete(watch.submission);
  }

  async #read(watch: Watch): Promise<void> {
    if (watch.reading) {
      watch.again = true;
      return;
    }
    watch.reading = true;
    try {
      do {
        watch.again = false;
        const events = await this.#source.after(watch.submission, watch.lastSeq, BATCH);
        for (const event of events) {
          if (watch.ended) return;
          if (event.seq <= watch.lastSeq) continue;
          watch.lastSeq = event.seq;
          watch.watcher.send(watch.submission, event);
          if (isLastEvent(event.event)) this.#end(watch);
        }
        if (events.length === BATCH) watch.again = true;
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
