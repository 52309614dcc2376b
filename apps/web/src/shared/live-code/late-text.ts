/**
 * Sends a text that came after the end in the way that such texts go: by HTTP, where it is kept apart. Tries again, with
 * a patience that grows, until the server has answered.
 */
import type { Slug } from '@lockstep/protocol';
import { ApiError } from '../api/http.ts';
import type { Timers } from '../api/steady-socket.ts';

export interface LatePorts {
  readonly slug: Slug;
  readonly timers: Timers;
  /** Rejects with an ApiError of status 403 where the text came late, which is what is expected. */
  readonly save: (slug: Slug, source: string) => Promise<unknown>;
  /** What must be sent now; null: nothing. */
  readonly text: () => string | null;
  /** It is kept apart; `said`: what the server says of it. */
  readonly onArrived: (source: string, said: string) => void;
  /** The server took it as if it were in time. */
  readonly onTaken: () => void;
}

export const LATE_TIMES = { pauseMs: 1_000, retryFirstMs: 2_000, retryMostMs: 30_000 } as const;

export class LateText {
  readonly #ports: LatePorts;
  #timer: unknown = null;
  #sending = false;
  #failures = 0;

  constructor(ports: LatePorts) {
    this.#ports = ports;
  }

  /** There may be something to send. Waits until nothing was typed for a moment. */
  soon(): void {
    if (this.#sending || this.#ports.text() === null) return;
    this.#after(LATE_TIMES.pauseMs);
  }

  stop(): void {
    this.#ports.timers.clear(this.#timer);
    this.#timer = null;
  }

  #after(ms: number): void {
    this.#ports.timers.clear(this.#timer);
    this.#timer = this.#ports.timers.set(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    const { slug, save, text, onArrived, onTaken } = this.#ports;
    this.#timer = null;
    const source = text();
    if (source === null || this.#sending) return;
    this.#sending = true;
    try {
      await save(slug, source);
      this.#sending = false;
      onTaken();
    } catch (error) {
      this.#sending = false;
      if (error instanceof ApiError && isFinal(error.status)) {
        this.#failures = 0;
        onArrived(source, error.message);
        this.soon();
      } else {
        this.#failures += 1;
        this.#after(Math.min(LATE_TIMES.retryMostMs, LATE_TIMES.retryFirstMs * 2 ** (this.#failures - 1)));
      }
    }
  }
}

/** 403: it is kept apart. The others: it cannot be, and will not be by trying again. */
function isFinal(status: number): boolean {
  return status === 403 || status === 400 || status === 404 || status === 413;
}
