/**
 * Notices of new events, typed changes and whatever else changed in a sitting: one LISTEN connection for the process.
 *
 * A notice says that there is something up to a number, or only that there is; the thing itself is read from the store. Notices that fell
 * into a time without a connection are gone, so after each reconnection everybody is told to read again whatever they
 * watch. A connection that is silently dead is found by asking it something at intervals.
 */
import { SittingId, Slug, SubmissionId } from '@lockstep/protocol';
import type pg from 'pg';
import { z } from 'zod';
import { guarded, messageOf } from './errors.ts';
import { EVENT_CHANNEL } from './events.ts';
import { SITTING_CHANNEL } from './interviews/sitting-notice.ts';
import { type Log, silent } from './log.ts';
import { connection } from './sql.ts';

export type FeedNotice =
  | { readonly kind: 'event'; readonly submission: SubmissionId; readonly seq: number }
  /** There are typed changes up to that number. */
  | { readonly kind: 'typing'; readonly sitting: SittingId; readonly slug: Slug; readonly seq: number }
  /** The clock of a sitting, or its link, is another now, or there are new moments. */
  | { readonly kind: 'sitting'; readonly sitting: SittingId }
  /** There may have been any of these since the last notice: read again what you watch. */
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
const SittingPayload = z.tuple([SittingId]);
const TypingPayload = z.tuple([SittingId, Slug, Seq]);

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
    client.on('notification', (notification) => this.#notified(notification));
    try {
      await client.connect();
      for (const channel of [EVENT_CHANNEL, SITTING_CHANNEL]) await client.query(`LISTEN ${channel}`);
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

  #notified({ channel, payload }: pg.Notification): void {
    const notice = readNotice(channel, payload?.split(':'));
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

function readNotice(channel: string, payload: unknown): FeedNotice | null {
  if (channel === EVENT_CHANNEL) {
    const { data } = EventPayload.safeParse(payload);
    return data === undefined ? null : { kind: 'event', submission: data[0], seq: data[1] };
  }
  const about = SittingPayload.safeParse(payload);
  if (about.success) return { kind: 'sitting', sitting: about.data[0] };
  const { data } = TypingPayload.safeParse(payload);
  return data === undefined ? null : { kind: 'typing', sitting: data[0], slug: data[1], seq: data[2] };
}
