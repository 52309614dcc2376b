/**
 * Sends what is due to webhooks, and notices whose time is up. Every server does it, and none needs another: what one
 * claimed and did not finish is claimed again (packages/store, deliveries.ts).
 *
 * A receiver that does not answer holds up its own events only: of each webhook a few are under way here at a time, and
 * nothing more is claimed for it until these are done.
 */
import type { WebhookId } from '@lockstep/protocol';
import type { ClaimedDelivery, Deliveries } from '@lockstep/store';
import { GRACE_MS } from '../interviews/sitting-rules.ts';
import type { Post } from './post.ts';

const AT_ONCE = 4;
const LOOK_EVERY_MS = 1_000;
const TIME_UP_EVERY_MS = 5_000;

export interface SenderParts {
  readonly deliveries: Deliveries;
  readonly post: Post;
  readonly now: () => Date;
  readonly log: (level: 'info' | 'warn', message: string) => void;
}

export class WebhookSender {
  readonly #parts: SenderParts;
  readonly #busy = new Set<WebhookId>();
  readonly #working = new Set<Promise<unknown>>();
  readonly #stopped = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  start(): void {
    const every = (ms: number, work: () => Promise<unknown>): void => {
      this.#timers.push(setInterval(() => this.#own(work()), ms).unref());
    };
    every(LOOK_EVERY_MS, () => this.sendDue());
    every(TIME_UP_EVERY_MS, () => this.tellOfTimeUp());
  }

  /** Sends what is due, and what becomes due of these webhooks meanwhile. Settles when all of it is settled. */
  async sendDue(): Promise<void> {
    for (;;) {
      const claimed = await this.#parts.deliveries.claim(AT_ONCE, [...this.#busy]);
      if (claimed.length === 0 || this.#stopped.signal.aborted) return;
      const webhooks = new Set(claimed.map(({ webhook }) => webhook));
      for (const webhook of webhooks) this.#busy.add(webhook);
      await Promise.all(
        [...webhooks].map(async (webhook) => {
          await Promise.all(claimed.filter((one) => one.webhook === webhook).map((one) => this.#send(one)));
          this.#busy.delete(webhook);
        }),
      );
    }
  }

  /** Tells of sittings whose time is up, and the grace for what was on its way. */
  async tellOfTimeUp(): Promise<void> {
    while (((await this.#parts.deliveries.tellOfTimeUp(GRACE_MS)) ?? 0) > 0) {
      if (this.#stopped.signal.aborted) return;
    }
  }

  /** Breaks off what is under way: it is sent again, by whoever is there then. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#stopped.abort();
    await Promise.all(this.#working);
  }

  async #send(claimed: ClaimedDelivery): Promise<void> {
    const { post, now, deliveries } = this.#parts;
    try {
      await deliveries.settle(claimed, await post(claimed, now(), this.#stopped.signal));
    } catch (error) {
      // The claim ends by itself.
      if (!this.#stopped.signal.aborted) this.#warn(error);
    }
  }

  #own(work: Promise<unknown>): void {
    const done = work.catch((error: unknown) => this.#warn(error)).finally(() => this.#working.delete(done));
    this.#working.add(done);
  }

  #warn(error: unknown): void {
    this.#parts.log('warn', `webhooks: ${error instanceof Error ? error.message : String(error)}`);
  }
}
