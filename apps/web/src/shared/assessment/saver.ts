/**
 * Keeps what a reviewer writes: at once in this browser, after a moment at the server, which counts the versions.
 *
 * Invariants: one save is on its way at a time, and it names the version that it follows; what is not known to be at the
 * server is kept in this browser; while the server has something else than was written on, nothing is saved there until
 * the reviewer has chosen.
 */
import { ApiError } from '../api/http.ts';
import { isFinal } from '../api/is-final.ts';
import type { Timers } from '../api/steady-socket.ts';
import type { UnsavedStore } from './unsaved.ts';

/** As the server has it. `version` 0: it has nothing. */
export interface Stored<Value> {
  readonly value: Value;
  readonly version: number;
  /** When it was written; null for version 0. */
  readonly at: string | null;
}

/** `kept`: it is in this browser and comes back after a reload. `trying`: it is sent again by itself. */
export type SaveStatus<Value> =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'trying'; readonly reason: string; readonly kept: boolean }
  | { readonly kind: 'refused'; readonly reason: string; readonly kept: boolean }
  | { readonly kind: 'conflict'; readonly theirs: Stored<Value> };

export interface SaverPorts<Value> {
  /** Rejects when it was not saved. */
  readonly save: (value: Value, follows: number) => Promise<Stored<Value>>;
  /** What the server has instead, where an error says that; else null. */
  readonly conflictIn: (error: unknown) => Stored<Value> | null;
  readonly same: (a: Value, b: Value) => boolean;
  readonly unsaved: UnsavedStore<Value>;
  readonly timers: Timers;
}

export interface SaverSnapshot<Value> {
  readonly value: Value;
  readonly status: SaveStatus<Value>;
}

export const SAVE_TIMES = { pauseMs: 800, retryFirstMs: 2_000, retryMostMs: 30_000 } as const;

/** More values than that are not remembered as sent. */
const SENT_KEPT = 3;

export class Saver<Value> {
  readonly #ports: SaverPorts<Value>;
  readonly #listeners = new Set<() => void>();
  /** What this page last knew to be at the server. */
  #base: Stored<Value>;
  #snapshot: SaverSnapshot<Value>;
  /** Sent, and not answered: a newer version with one of these is our own. */
  #sent: readonly Value[] = [];
  #sending = false;
  #failures = 0;
  #timer: unknown = null;
  #running = false;

  constructor(ports: SaverPorts<Value>, base: Stored<Value>) {
    this.#ports = ports;
    this.#base = base;
    const left = ports.unsaved.read();
    if (left === null || ports.same(left.value, base.value)) {
      if (left !== null) ports.unsaved.clear();
      this.#snapshot = { value: base.value, status: settled(base) };
    } else if (left.follows === base.version) this.#snapshot = { value: left.value, status: { kind: 'saving' } };
    else this.#snapshot = { value: left.value, status: { kind: 'conflict', theirs: base } };
  }

  readonly snapshot = (): SaverSnapshot<Value> => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** From now on it saves by itself. */
  start(): void {
    this.#running = true;
    if (this.#dirty) this.#schedule(0);
  }

  /** Sends at once what is not at the server; nothing is tried again after that. */
  stop(): void {
    this.flush();
    this.#running = false;
    this.#ports.timers.clear(this.#timer);
  }

  /** The reviewer wrote. */
  change(value: Value): void {
    if (this.#ports.same(value, this.#snapshot.value)) return;
    this.#say({ ...this.#snapshot, value });
    const kept = this.#keep();
    const { status } = this.#snapshot;
    if (status.kind === 'conflict') return;
    if (!this.#dirty && !this.#sending) {
      this.#ports.timers.clear(this.#timer);
      this.#say({ value, status: settled(this.#base) });
      return;
    }
    // What was refused may be taken now.
    if (status.kind === 'trying') this.#say({ value, status: { ...status, kept } });
    else this.#say({ value, status: { kind: 'saving' } });
    this.#schedule(SAVE_TIMES.pauseMs);
  }

  /** The server was asked again, and has this. */
  learn(stored: Stored<Value>): void {
    if (this.#sending || stored.version <= this.#base.version) return;
    const { status, value } = this.#snapshot;
    if (status.kind === 'conflict') this.#say({ value, status: { kind: 'conflict', theirs: stored } });
    else if (this.#dirty) this.#overtaken(stored);
    else {
      this.#base = stored;
      this.#say({ value: stored.value, status: settled(stored) });
    }
  }

  /** Ends a conflict: what was written here takes the place of the other. */
  keepMine(): void {
    const { status } = this.#snapshot;
    if (status.kind !== 'conflict') return;
    this.#settle(status.theirs);
    this.flush();
  }

  /** Ends a conflict: what was written here is given up. */
  takeTheirs(): void {
    const { status } = this.#snapshot;
    if (status.kind !== 'conflict') return;
    this.#base = status.theirs;
    this.#say({ value: status.theirs.value, status: settled(status.theirs) });
    this.#keep();
  }

  /** Sends without the usual pause. */
  flush(): void {
    this.#ports.timers.clear(this.#timer);
    void this.#send();
  }

  /** The connection is back: do not wait for the end of the pause. */
  hurry(): void {
    if (this.#failures > 0 && this.#snapshot.status.kind === 'trying') this.#schedule(0);
  }

  get #dirty(): boolean {
    return !this.#ports.same(this.#snapshot.value, this.#base.value);
  }

  /** False when the browser would not keep it. */
  #keep(): boolean {
    if (this.#dirty) return this.#ports.unsaved.write({ value: this.#snapshot.value, follows: this.#base.version });
    this.#ports.unsaved.clear();
    return true;
  }

  #schedule(ms: number): void {
    this.#ports.timers.clear(this.#timer);
    if (this.#running) this.#timer = this.#ports.timers.set(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    if (this.#sending || !this.#dirty || this.#snapshot.status.kind === 'conflict') return;
    const { value } = this.#snapshot;
    this.#sending = true;
    this.#sent = [...this.#sent, value].slice(-SENT_KEPT);
    try {
      const stored = await this.#ports.save(value, this.#base.version);
      this.#sending = false;
      // The server may have tidied it up; what is being written stays as it is.
      this.#settle({ ...stored, value });
    } catch (error) {
      this.#sending = false;
      const theirs = this.#ports.conflictIn(error);
      if (theirs === null) this.#failed(error);
      else this.#overtaken(theirs);
    }
  }

  /** What the server has is what we go on from. */
  #settle(stored: Stored<Value>): void {
    this.#base = stored;
    this.#failures = 0;
    this.#sent = [];
    this.#keep();
    const { value } = this.#snapshot;
    this.#say({ value, status: this.#dirty ? { kind: 'saving' } : settled(stored) });
    if (this.#dirty) this.#schedule(SAVE_TIMES.pauseMs);
  }

  /** The server has another version than was followed: somebody else's, or our own whose answer was lost. */
  #overtaken(theirs: Stored<Value>): void {
    const { same } = this.#ports;
    const { value } = this.#snapshot;
    const own = [value, this.#base.value, ...this.#sent].some((known) => same(known, theirs.value));
    if (own) this.#settle(theirs);
    else this.#say({ value, status: { kind: 'conflict', theirs } });
  }

  #failed(error: unknown): void {
    const refused = error instanceof ApiError && isFinal(error.status);
    const reason = error instanceof Error ? error.message : String(error);
    this.#failures += 1;
    const { value } = this.#snapshot;
    this.#say({ value, status: { kind: refused ? 'refused' : 'trying', reason, kept: this.#keep() } });
    if (refused) return;
    this.#schedule(Math.min(SAVE_TIMES.retryMostMs, SAVE_TIMES.retryFirstMs * 2 ** (this.#failures - 1)));
  }

  #say(snapshot: SaverSnapshot<Value>): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}

function settled<Value>({ at }: Stored<Value>): SaveStatus<Value> {
  return at === null ? { kind: 'untouched' } : { kind: 'saved', at };
}
