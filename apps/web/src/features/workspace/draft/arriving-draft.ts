/**
 * The shared draft of an interview, whose code is on its way. Where that cannot be loaded, or the connection does not come
 * about (some networks let no websocket through), a draft of the other kind takes its place: it keeps what is typed as
 * well, only that others see it when it is saved.
 */
import type { Timers } from '../../../shared/api/steady-socket.ts';
import type { DraftSnapshot, DraftStatus, Drafts } from './draft-face.ts';

const LOADING: DraftSnapshot = {
  source: null,
  replaced: 0,
  status: { kind: 'loading' },
  other: null,
  exerciseChanged: false,
  sharing: null,
};

/** So long one waits for a text to show. */
export const PATIENCE_MS = 15_000;

export interface ArrivingPorts {
  readonly load: () => Promise<Drafts>;
  readonly instead: () => Drafts;
  readonly timers: Timers;
}

export class ArrivingDraft implements Drafts {
  readonly #ports: ArrivingPorts;
  readonly #listeners = new Set<() => void>();
  #drafts: Drafts | null = null;
  #forget: () => void = () => undefined;
  #timer: unknown = null;
  #stopped = false;

  constructor(ports: ArrivingPorts) {
    this.#ports = ports;
  }

  readonly snapshot = (): DraftSnapshot => this.#drafts?.snapshot() ?? LOADING;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get stopped(): boolean {
    return this.#stopped;
  }

  async open(): Promise<void> {
    const { load, instead, timers } = this.#ports;
    this.#timer = timers.set(() => void this.#giveUp(), PATIENCE_MS);
    const drafts = await load().catch(instead);
    if (this.#stopped || this.#drafts !== null) return;
    await this.#begin(drafts);
  }

  edit(source: string): void {
    this.#drafts?.edit(source);
  }

  keepMine(): void {
    this.#drafts?.keepMine();
  }

  takeOther(): string | null {
    return this.#drafts?.takeOther() ?? null;
  }

  acknowledgeExercise(): void {
    this.#drafts?.acknowledgeExercise();
  }

  flush(): void {
    this.#drafts?.flush();
  }

  async saveNow(): Promise<DraftStatus> {
    return (await this.#drafts?.saveNow()) ?? this.snapshot().status;
  }

  hurry(): void {
    this.#drafts?.hurry();
  }

  stop(): void {
    this.#stopped = true;
    this.#ports.timers.clear(this.#timer);
    this.#forget();
    this.#drafts?.stop();
  }

  async #begin(drafts: Drafts): Promise<void> {
    this.#drafts = drafts;
    const told = (): void => {
      for (const listener of this.#listeners) listener();
    };
    this.#forget = drafts.subscribe(told);
    await drafts.open();
    told();
  }

  async #giveUp(): Promise<void> {
    if (this.#stopped || this.snapshot().source !== null) return;
    this.#forget();
    this.#drafts?.stop();
    await this.#begin(this.#ports.instead());
  }
}
