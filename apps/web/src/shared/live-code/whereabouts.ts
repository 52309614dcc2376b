/**
 * What the page tells of itself: which exercise or question it shows, and whether it is in front. What changed without a
 * connection is told after it, with how long ago it was.
 */
import { type InterviewItem, LIVE_CODE_LIMITS, type LiveCodeRequest } from '@lockstep/protocol';

/** More changes than these without a connection are not remembered. */
const MOST = 200;

type Told =
  | { readonly kind: 'look'; readonly item: InterviewItem | null; readonly atMs: number }
  | { readonly kind: 'away'; readonly away: boolean; readonly atMs: number };

export class Whereabouts {
  readonly #send: (request: LiveCodeRequest) => boolean;
  readonly #now: () => number;
  /** undefined: nothing was said yet. */
  #item: InterviewItem | null | undefined = undefined;
  #away = false;
  #connected = false;
  #waiting: Told[] = [];

  constructor(ports: { readonly send: (request: LiveCodeRequest) => boolean; readonly now: () => number }) {
    this.#send = ports.send;
    this.#now = ports.now;
  }

  look(item: InterviewItem | null): void {
    if (this.#item !== undefined && nameOf(item) === nameOf(this.#item)) return;
    this.#item = item;
    this.#tell({ kind: 'look', item, atMs: this.#now() });
  }

  /** `agoMs`: how long that is so already. */
  away(away: boolean, agoMs = 0): void {
    if (away === this.#away) return;
    this.#away = away;
    this.#tell({ kind: 'away', away, atMs: this.#now() - agoMs });
  }

  /** The server knows nothing of this page before it is told. */
  connected(): void {
    this.#connected = true;
    const missed = this.#waiting;
    this.#waiting = [];
    for (const told of missed) this.#tell(told);
    if (this.#item !== undefined && !missed.some(({ kind }) => kind === 'look')) {
      this.#tell({ kind: 'look', item: this.#item, atMs: this.#now() });
    }
    if (this.#away && !missed.some(({ kind }) => kind === 'away')) {
      this.#tell({ kind: 'away', away: true, atMs: this.#now() });
    }
  }

  disconnected(): void {
    this.#connected = false;
  }

  #tell(told: Told): void {
    const { atMs, ...rest } = told;
    const agoMs = Math.min(LIVE_CODE_LIMITS.agoMs, Math.max(0, Math.round(this.#now() - atMs)));
    if (this.#connected && this.#send({ ...rest, agoMs })) return;
    this.#waiting = [...this.#waiting, told].slice(-MOST);
  }
}

function nameOf(item: InterviewItem | null): string {
  return item === null ? '' : `${item.kind} ${item.slug}`;
}
