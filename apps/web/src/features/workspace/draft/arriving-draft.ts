/**
 * A draft whose code is on its way. Where that cannot be loaded the one that is here already takes its place: it keeps
 * what is typed as well, only nobody sees it before it is saved.
 */
import type { DraftSnapshot, DraftStatus, Drafts } from './draft-face.ts';

const LOADING: DraftSnapshot = {
  source: null,
  replaced: 0,
  status: { kind: 'loading' },
  other: null,
  exerciseChanged: false,
  sharing: null,
};

export class ArrivingDraft implements Drafts {
  readonly #load: () => Promise<Drafts>;
  readonly #instead: () => Drafts;
  readonly #listeners = new Set<() => void>();
  #drafts: Drafts | null = null;
  #stopped = false;

  constructor(load: () => Promise<Drafts>, instead: () => Drafts) {
    this.#load = load;
    this.#instead = instead;
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
    const drafts = await this.#load().catch(this.#instead);
    if (this.#stopped) return;
    this.#drafts = drafts;
    drafts.subscribe(() => {
      for (const listener of this.#listeners) listener();
    });
    await drafts.open();
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
    this.#drafts?.stop();
  }
}
