/**
 * Notices of new events, for whoever watches submissions, and of cases of verifications that ended: one LISTEN connection for the process.
 *
 * A notice says that there are events up to a number; the events themselves are read from the store. Notices that fell
 * into a time without a connection are gone, so after each reconnection everybody is told to read again whatever they
 * watch. A connection that is silently dead is found by asking it something at intervals.
 */
import { SubmissionId, VerificationId } from '@lockstep/protocol';
import type pg from 'pg';
import { z } from 'zod';
import { CASE_CHANNEL } from './authoring/ends.ts';
import { guarded, messageOf } from './errors.ts';
import { EVENT_CHANNEL } from './events.ts';
import { type Log, silent } from './log.ts';
import { connection } from './sql.ts';

export type FeedNotice =
  | { readonly kind: 'event'; readonly submission: SubmissionId; readonly seq: number }
  /** A case of a verification ended, as the one with this number. */
  | { readonly kind: 'case'; readonly verification: VerificationId; readonly seq: number }
  /** There may have been events since the last notice: read again what you watch. */
  | { readonly kind: 'reconnected' };

export interface EventFeed {
  /** Calls `listener` with every notice from now on; returns what ends that. */
  subscribe(listener: (notice: FeedNotice) => void): () => void;
  /** Whether the connection is up. While it is not, it is being tried again. */
  readonly connected: boolean;
  close(): Promise<void>;
}

export interface EventFeedOptions {
  readonly url: string;
  readonly log?: Log;
  /** How often the connection is asked whether it lives. */
  readonly checkEveryMs?: number;
}

const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 5_000;

const Seq = z.coerce.number().pipe(z.int().min(1));
const EventPayload = z.tuple([SubmissionId, Seq]);
const CasePayload = z.tuple([VerificationId, Seq]);

/** A notice as it came; null: it is none of ours. */
function readNotice(channel: string, payload: string | undefined): FeedNotice | null {
  const parts = payload?.split(':');
  if (channel === EVENT_CHANNEL) {
    const { data } = EventPayload.safeParse(parts);
    return data === undefined ? null : { kind: 'event', submission: data[0], seq: data[1] };
  }
  const { data } = CasePayload.safeParse(parts);
  return data === undefined ? null : { kind: 'case', verification: data[0], seq: data[1] };
}

/** Opens the feed; resolves when it listens. Throws when the database cannot be reached at the start. */
export async function openEventFeed(options: EventFeedOptions): Promise<EventFeed> {
  const feed = new Feed(options);
  await guarded(() => feed.connect());
  return feed;
}

class Feed implements EventFeed {
  readonly #url: string;
  readonly #log: Log;
  readonly #checkEveryMs: number;
  readonly #listeners = new Set<(notice: FeedNotice) => void>();
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #closed = false;

  constructor({ url, log = silent, checkEveryMs = 10_000 }: EventFeedOptions) {
    this.#url = url;
    this.#log = log;
    this.#checkEveryMs = checkEveryMs;
  }

  get connected(): boolean {
    return this.#client !== null;
  }

  subscribe(listener: (notice: FeedNotice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    this.#clearTimer();
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }

  async connect(): Promise<void> {
    const client = connection({ url: this.#url, statementTimeoutMs: 5_000, applicationName: 'lockstep feed' });
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, new Error('the connection ended')));
    client.on('notification', ({ channel, payload }) => this.#notified(channel, payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${EVENT_CHANNEL}`);
      await client.query(`LISTEN ${CASE_CHANNEL}`);
    } catch (error) {
      client.removeAllListeners('end');
      await client.end().catch(() => {});
      throw error;
    }
    if (this.#closed) {
      await client.end().catch(() => {});
      return;
    }
    this.#client = client;
    this.#failures = 0;
    this.#checkLater(client);
  }

  #notified(channel: string, payload: string | undefined): void {
    const notice = readNotice(channel, payload);
    if (notice !== null) this.#tell(notice);
    else this.#log('warn', `event feed: a notice that is none of ours: ${payload?.slice(0, 100)}`);
  }

  #tell(notice: FeedNotice): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(notice);
      } catch (error) {
        this.#log('error', `event feed: a listener failed: ${messageOf(error)}`);
      }
    }
  }

  #checkLater(client: pg.Client): void {
    this.#timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => {
          if (this.#client === client) this.#checkLater(client);
        },
        (error: unknown) => this.#lost(client, error),
      );
    }, this.#checkEveryMs);
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#client !== client || this.#closed) return;
    this.#log('warn', `event feed: ${messageOf(error)}; connecting again`);
    this.#client = null;
    this.#clearTimer();
    client.end().catch(() => {});
    this.#connectLater();
  }

  #connectLater(): void {
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(this.#failures, 10), LONGEST_BACKOFF_MS);
    this.#failures++;
    this.#timer = setTimeout(() => {
      this.connect().then(
        () => this.#tell({ kind: 'reconnected' }),
        () => {
          if (!this.#closed) this.#connectLater();
        },
      );
    }, backoffMs);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
