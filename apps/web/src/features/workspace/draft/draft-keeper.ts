/**
 * Keeps what is typed: at once (within 200 ms) in this browser, within about a second at the server.
 *
 * Invariants: one save is on its way at a time; a save names the version that it follows; while the server is ahead
 * with another text, nothing is saved there until the visitor has chosen. The editor is never changed by this module,
 * except when the first answer of the server arrives before anything was typed (`replaced` counts those).
 */
import type { Draft, DraftRequest } from '@lockstep/protocol';
import { ApiError, type PageSitting } from '../../../shared/api/http.ts';
import { isFinal } from '../../../shared/api/is-final.ts';
import type { KeyValueStore } from '../../../shared/api/key-value-store.ts';
import type { Timers } from '../../../shared/api/steady-socket.ts';
import type { DraftSnapshot, DraftStatus, Drafts } from './draft-face.ts';
import { type OtherVersion, readDraft, SENT_KEPT, writeDraft } from './draft-record.ts';
import { reconcile } from './reconcile.ts';

export const DRAFT_TIMES = { keepMs: 200, saveMs: 1000, retryFirstMs: 2000, retryMostMs: 30_000 } as const;

export interface DraftPorts {
  readonly slug: string;
  readonly starter: string;
  readonly digest: string;
  readonly tab: string;
  /** Whose draft it is. It stays so, whatever the browser sits meanwhile. */
  readonly sitting: PageSitting;
  readonly store: KeyValueStore;
  readonly timers: Timers;
  readonly now: () => Date;
  readonly load: () => Promise<Draft>;
  readonly save: (request: DraftRequest, keepalive: boolean) => Promise<Draft>;
}

export class DraftKeeper implements Drafts {
  readonly #ports: DraftPorts;
  readonly #listeners = new Set<() => void>();
  #snapshot: DraftSnapshot = {
    source: null,
    replaced: 0,
    status: { kind: 'loading' },
    other: null,
    exerciseChanged: false,
    sharing: null,
  };
  #source = '';
  #base = 0;
  #dirty = false;
  #typed = false;
  #at: string | null = null;
  #sent: readonly string[] = [];
  #digest: string;
  #saving = false;
  #loading = false;
  /** The server has said which version it has. */
  #loaded = false;
  /** The last save that was begun. */
  #underWay: Promise<void> = Promise.resolve();
  #failures = 0;
  #stopped = false;
  #keepTimer: unknown = null;
  #saveTimer: unknown = null;

  constructor(ports: DraftPorts) {
    this.#ports = ports;
    this.#digest = ports.digest;
  }

  readonly snapshot = (): DraftSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async open(): Promise<void> {
    const local = readDraft(this.#ports.store, this.#ports.slug, this.#ports.sitting);
    if (local !== null) {
      this.#sent = local.sent;
      this.#digest = local.digest;
      this.#take(reconcile(local, null, this.#ports.starter), { kind: 'loading' });
    }
    await this.#load(local !== null);
  }

  /** Asks the server for its version. `kept`: this browser has one. */
  async #load(kept: boolean): Promise<void> {
    this.#loading = true;
    let server: Draft | null = null;
    let fault: unknown = null;
    try {
      server = await this.#ports.load();
    } catch (error) {
      fault = error;
    }
    this.#loading = false;
    if (this.#stopped) return;
    this.#loaded = server !== null;
    const now = !kept && !this.#typed ? null : { ...this.#asRecord(), other: this.#snapshot.other };
    const result = reconcile(now, server, this.#ports.starter, this.#typed);
    this.#take(result, { kind: 'untouched' });
    this.#keep();
    if (server === null) this.#failed(fault);
    else this.#settle(result.other, server.version === 0 ? null : server.savedAt);
  }

  edit(source: string): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#dirty = true;
    this.#typed = true;
    this.#at = this.#ports.now().toISOString();
    this.#ports.timers.clear(this.#keepTimer);
    this.#keepTimer = this.#ports.timers.set(() => this.#keep(), DRAFT_TIMES.keepMs);
    if (this.#snapshot.status.kind === 'conflict') return;
    if (this.#failures === 0) this.#say({ status: { kind: 'saving' } });
    this.#schedule(DRAFT_TIMES.saveMs);
  }

  keepMine(): void {
    const other = this.#snapshot.other;
    if (other === null) return;
    if (other.where === 'server' && other.version !== null) {
      this.#base = other.version;
      this.#dirty = true;
    }
    this.#say({ other: null, status: this.#dirty ? { kind: 'saving' } : { kind: 'saved', at: this.#at } });
    this.#keep();
    if (this.#dirty) this.#schedule(0);
  }

  takeOther(): string | null {
    const other = this.#snapshot.other;
    if (other === null) return null;
    this.keepMine();
    return other.source;
  }

  acknowledgeExercise(): void {
    this.#digest = this.#ports.digest;
    this.#say({ exerciseChanged: false });
    this.#keep();
  }

  flush(): void {
    if (this.#snapshot.status.kind === 'loading' && !this.#typed) return;
    this.#keep();
    if (!this.#dirty || this.#saving || this.#snapshot.status.kind === 'conflict') return;
    void this.#save(true);
  }

  async saveNow(): Promise<DraftStatus> {
    this.#keep();
    await this.#underWay;
    if (!this.#loaded && !this.#loading) await this.#load(true);
    if (this.#loaded) {
      this.#ports.timers.clear(this.#saveTimer);
      await this.#save(false);
    }
    return this.#snapshot.status;
  }

  hurry(): void {
    if ((this.#dirty || !this.#loaded) && this.#failures > 0 && !this.#saving && !this.#loading) this.#schedule(0);
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  stop(): void {
    this.flush();
    this.#stopped = true;
    this.#ports.timers.clear(this.#saveTimer);
    this.#ports.timers.clear(this.#keepTimer);
  }

  #take(result: ReturnType<typeof reconcile>, status: DraftStatus): void {
    const shown = this.#snapshot.source !== null;
    const replaced = this.#snapshot.replaced + (shown && result.source !== this.#source ? 1 : 0);
    this.#source = result.source;
    this.#base = result.base;
    this.#dirty = result.dirty;
    this.#at = result.at;
    this.#say({
      source: result.source,
      replaced,
      status,
      other: result.other,
      exerciseChanged: this.#digest !== this.#ports.digest,
    });
  }

  /** After the server has answered: what to say, and whether something must be sent. */
  #settle(other: OtherVersion | null, savedAt: string | null): void {
    this.#failures = 0;
    if (other?.where === 'server') this.#say({ status: { kind: 'conflict' } });
    else if (this.#dirty) {
      this.#say({ status: { kind: 'saving' } });
      this.#schedule(DRAFT_TIMES.saveMs);
    } else this.#say({ status: this.#base === 0 ? { kind: 'untouched' } : { kind: 'saved', at: savedAt } });
  }

  #asRecord() {
    return {
      source: this.#source,
      base: this.#base,
      dirty: this.#dirty,
      at: this.#at,
      sent: [...this.#sent],
      digest: this.#digest,
      tab: this.#ports.tab,
      other: this.#snapshot.other,
    };
  }

  #keep(): void {
    this.#ports.timers.clear(this.#keepTimer);
    this.#keepTimer = null;
    const { store, slug, sitting } = this.#ports;
    const kept = writeDraft(store, slug, sitting, this.#asRecord());
    if (!kept && this.#dirty && this.#failures > 0) this.#say({ status: { kind: 'not-kept' } });
  }

  #schedule(ms: number): void {
    this.#ports.timers.clear(this.#saveTimer);
    this.#saveTimer = this.#ports.timers.set(() => this.#goOn(), ms);
  }

  /** What one wants to follow must be known first. */
  #goOn(): void {
    if (this.#loaded) void this.#save(false);
    else if (!this.#loading) void this.#load(true);
  }

  #save(keepalive: boolean): Promise<void> {
    if (this.#saving || !this.#dirty || this.#snapshot.status.kind === 'conflict') return Promise.resolve();
    this.#underWay = this.#send(keepalive);
    return this.#underWay;
  }

  async #send(keepalive: boolean): Promise<void> {
    this.#saving = true;
    const source = this.#source;
    this.#sent = [...this.#sent, source].slice(-SENT_KEPT);
    this.#keep();
    try {
      const saved = await this.#ports.save({ source, follows: this.#base }, keepalive);
      this.#saving = false;
      this.#saved(source, saved);
    } catch (error) {
      this.#saving = false;
      if (error instanceof ApiError && error.status === 409 && !error.otherSitting) await this.#overtaken();
      else this.#failed(error);
    }
  }

  #saved(source: string, saved: Draft): void {
    // A keeper that took over may have written newer text; it recognises this save by its source.
    if (this.#stopped) return;
    this.#failures = 0;
    this.#sent = [];
    this.#base = saved.version;
    this.#dirty = this.#source !== source;
    this.#say({ status: this.#dirty ? { kind: 'saving' } : { kind: 'saved', at: saved.savedAt } });
    if (this.#dirty) this.#schedule(DRAFT_TIMES.saveMs);
    this.#keep();
  }

  /** Another tab saved first, or our own save did arrive and its answer was lost. */
  async #overtaken(): Promise<void> {
    let server: Draft;
    try {
      server = await this.#ports.load();
    } catch (error) {
      this.#failed(error);
      return;
    }
    if (this.#stopped) return;
    if (server.version < this.#base) {
      // It has lost ours, or takes us for somebody else since the cookie is gone: give it back.
      this.#base = server.version;
      this.#schedule(0);
      return;
    }
    if (server.source === this.#source) {
      this.#saved(this.#source, server);
      return;
    }
    if (this.#sent.includes(server.source)) {
      this.#base = server.version;
      this.#schedule(0);
      return;
    }
    this.#say({
      other: { source: server.source, where: 'server', version: server.version, at: server.savedAt },
      status: { kind: 'conflict' },
    });
    this.#keep();
  }

  #failed(error: unknown): void {
    if (this.#stopped) return;
    // Another interview's turn may be over.
    const refused = error instanceof ApiError && !error.otherSitting && isFinal(error.status);
    const reason = error instanceof Error ? error.message : String(error);
    this.#failures += 1;
    this.#say({ status: { kind: 'kept-here', trying: !refused, reason } });
    this.#keep();
    if (refused || (!this.#dirty && this.#loaded)) return;
    this.#schedule(Math.min(DRAFT_TIMES.retryMostMs, DRAFT_TIMES.retryFirstMs * 2 ** (this.#failures - 1)));
  }

  #say(change: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
