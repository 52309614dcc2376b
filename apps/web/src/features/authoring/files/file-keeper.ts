/**
 * Keeps what is typed into one file of a draft: within 200 ms in this browser, within about a second at the server.
 *
 * Invariants: one save is on its way at a time; a save names the version that it follows; while the server has another version than
 * that, nothing is saved there until the author has chosen. The content changes by this module only when the server's comes before
 * anything was typed, or when a newer one comes while nothing is unsaved (`replaced` counts those).
 */
import {
  type PackageFileChanged,
  PackageFileConflict,
  type PackageFileSave,
  type PackageFileView,
} from '@lockstep/protocol';
import { ApiError } from '../../../shared/api/http.ts';
import type { Timers } from '../../../shared/api/steady-socket.ts';
import type { KeptFile } from './kept-files.ts';

/**
 * `gone`: deleted elsewhere, and nothing of it is unsaved here. `kept-here`: in this browser only. `trying`: it is tried again by
 * itself; otherwise the server refused it. `not-kept`: not even there.
 */
export type FileStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'gone' }
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'saving' }
  | { readonly kind: 'kept-here'; readonly trying: boolean; readonly reason: string }
  | { readonly kind: 'not-kept'; readonly reason: string }
  | { readonly kind: 'conflict' };

/** A version beside the one in the editor. */
export interface OtherVersion {
  /** `server`: saved by somebody else, and ahead of ours. `browser`: typed in another tab. */
  readonly where: 'server' | 'browser';
  /** null: it was deleted. */
  readonly content: string | null;
  /** At the server; 0: there is none. */
  readonly version: number;
  readonly at: string | null;
}

export interface FileSnapshot {
  /** null until there is something to show. */
  readonly content: string | null;
  readonly replaced: number;
  readonly status: FileStatus;
  readonly other: OtherVersion | null;
}

export const FILE_TIMES = { keepMs: 200, saveMs: 1000, retryFirstMs: 2000, retryMostMs: 30_000 } as const;

export interface FilePorts {
  readonly tab: string;
  readonly timers: Timers;
  readonly now: () => Date;
  readonly kept: {
    read(): KeptFile | null;
    write(file: KeptFile): boolean;
    remove(): void;
  };
  /** null: there is no such file. */
  readonly load: () => Promise<PackageFileView | null>;
  readonly save: (save: PackageFileSave, keepalive: boolean) => Promise<PackageFileChanged>;
  readonly onSaved: (changed: PackageFileChanged) => void;
}

export class FileKeeper {
  readonly #ports: FilePorts;
  readonly #listeners = new Set<() => void>();
  #snapshot: FileSnapshot = { content: null, replaced: 0, status: { kind: 'loading' }, other: null };
  #content = '';
  #base = 0;
  #dirty = false;
  #at: string | null = null;
  #sent: readonly string[] = [];
  #loaded = false;
  #loading = false;
  #saving = false;
  #underWay: Promise<void> = Promise.resolve();
  #failures = 0;
  #stopped = false;
  #keepTimer: unknown = null;
  #saveTimer: unknown = null;

  constructor(ports: FilePorts) {
    this.#ports = ports;
  }

  readonly snapshot = (): FileSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The server's version that the content follows; 0: none is known. */
  get base(): number {
    return this.#base;
  }

  get unsaved(): boolean {
    return this.#dirty;
  }

  /** Shows what this browser kept at once, then asks the server. */
  async open(): Promise<void> {
    const kept = this.#ports.kept.read();
    if (kept !== null) {
      this.#content = kept.content;
      this.#base = kept.base;
      this.#sent = kept.sent;
      this.#at = kept.at;
      this.#dirty = true;
      const other = kept.other === null ? null : ({ where: 'browser', version: 0, ...kept.other } as const);
      this.#say({ content: kept.content, other });
    }
    await this.#load();
  }

  /** The content changed by the author's hand. */
  edit(content: string): void {
    if (content === this.#content || this.#snapshot.content === null) return;
    this.#content = content;
    this.#dirty = true;
    this.#at = this.#ports.now().toISOString();
    this.#ports.timers.clear(this.#keepTimer);
    this.#keepTimer = this.#ports.timers.set(() => this.#keep(), FILE_TIMES.keepMs);
    const status: FileStatus = this.#failures > 0 || this.#inConflict ? this.#snapshot.status : { kind: 'saving' };
    this.#say({ content, status });
    if (!this.#inConflict) this.#schedule(FILE_TIMES.saveMs);
  }

  /** Changes the content from elsewhere than its editor, which then takes it over. */
  put(content: string): void {
    this.edit(content);
    this.#say({ replaced: this.#snapshot.replaced + 1 });
  }

  /** Ends the choice between two versions with the one in the editor. */
  keepMine(): void {
    const { other } = this.#snapshot;
    if (other === null) return;
    if (other.where === 'server') {
      this.#base = other.version;
      this.#dirty = true;
    }
    this.#say({ other: null, status: this.#dirty ? { kind: 'saving' } : { kind: 'saved', at: this.#at } });
    this.#keep();
    if (this.#dirty) this.#schedule(0);
  }

  /** Ends the choice with the other version; null: that it is deleted. The caller puts the text into the editor, so that undo works. */
  takeOther(): string | null {
    const { other } = this.#snapshot;
    if (other === null) return this.#content;
    if (other.content === null) {
      this.discard();
      this.#say({ status: { kind: 'gone' }, other: null });
      return null;
    }
    const typed = other.where === 'browser';
    this.#content = other.content;
    if (!typed) this.#base = other.version;
    this.#dirty = typed;
    this.#sent = [];
    this.#say({
      content: other.content,
      other: null,
      status: typed ? { kind: 'saving' } : { kind: 'saved', at: other.at },
    });
    this.#keep();
    if (typed) this.#schedule(0);
    return other.content;
  }

  /** The server says that it has this version of the file, null: none. Taken over unless something is unsaved here. */
  async renew(version: number | null): Promise<void> {
    if (!this.#loaded || this.#dirty || this.#saving || this.#loading || this.#stopped) return;
    if (version === null) this.#say({ status: { kind: 'gone' } });
    else if (version > this.#base) await this.#load();
  }

  /** The page is going away or out of sight: keep now, and send what is not at the server. */
  flush(): void {
    if (!this.#dirty) return;
    this.#keep();
    if (this.#loaded && !this.#saving && !this.#inConflict) void this.#save(true);
  }

  /** Saves without the usual pause. Resolves, when that is tried, to where the content is then. */
  async saveNow(): Promise<FileStatus> {
    await this.#underWay;
    if (!this.#loaded && !this.#loading) await this.#load();
    this.#ports.timers.clear(this.#saveTimer);
    if (this.#loaded) await this.#save(false);
    return this.#snapshot.status;
  }

  /** The connection is back: do not wait for the end of the pause. */
  hurry(): void {
    if ((this.#dirty || !this.#loaded) && this.#failures > 0 && !this.#saving && !this.#loading) this.#schedule(0);
  }

  /** The file is no more under this path: nothing of it is kept, and nothing is saved again. */
  discard(): void {
    this.#dirty = false;
    this.#stop();
    this.#ports.kept.remove();
  }

  stop(): void {
    this.flush();
    this.#stop();
  }

  #stop(): void {
    this.#stopped = true;
    this.#ports.timers.clear(this.#saveTimer);
    this.#ports.timers.clear(this.#keepTimer);
  }

  get #inConflict(): boolean {
    return this.#snapshot.status.kind === 'conflict';
  }

  async #load(): Promise<void> {
    this.#loading = true;
    try {
      const server = await this.#ports.load();
      this.#loading = false;
      if (this.#stopped) return;
      this.#loaded = true;
      this.#failures = 0;
      this.#meet(server);
    } catch (error) {
      this.#loading = false;
      this.#failed(error);
    }
  }

  /** The server's version beside what is here. */
  #meet(server: PackageFileView | null): void {
    if (!this.#dirty) this.#show(server);
    else if (server !== null && server.content === this.#content) this.#settled(server.version, server.changedAt);
    else this.#goOnFrom(server);
  }

  /** Nothing is unsaved here. */
  #show(server: PackageFileView | null): void {
    if (server === null) {
      this.#say({ status: { kind: 'gone' } });
      return;
    }
    const shown = this.#snapshot.content !== null && this.#snapshot.content !== server.content;
    this.#content = server.content;
    this.#base = server.version;
    const replaced = this.#snapshot.replaced + (shown ? 1 : 0);
    this.#say({ content: server.content, replaced, status: { kind: 'saved', at: server.changedAt } });
  }

  /** Saves what is unsaved here, unless somebody else was quicker. */
  #goOnFrom(server: PackageFileView | null): void {
    const version = server?.version ?? 0;
    if (version === this.#base || (server !== null && this.#sent.includes(server.content))) {
      this.#base = version;
      this.#say({ status: { kind: 'saving' } });
      this.#schedule(0);
      return;
    }
    this.#ports.timers.clear(this.#saveTimer);
    this.#say({
      status: { kind: 'conflict' },
      other: { where: 'server', content: server?.content ?? null, version, at: server?.changedAt ?? null },
    });
    this.#keep();
  }

  #schedule(ms: number): void {
    this.#ports.timers.clear(this.#saveTimer);
    this.#saveTimer = this.#ports.timers.set(() => {
      // What one wants to follow must be known first.
      if (this.#loaded) void this.#save(false);
      else if (!this.#loading) void this.#load();
    }, ms);
  }

  #save(keepalive: boolean): Promise<void> {
    if (this.#saving || !this.#dirty || this.#inConflict || this.#stopped) return Promise.resolve();
    this.#underWay = this.#send(keepalive);
    return this.#underWay;
  }

  async #send(keepalive: boolean): Promise<void> {
    this.#saving = true;
    const content = this.#content;
    this.#sent = [...this.#sent, content].slice(-3);
    this.#keep();
    try {
      const changed = await this.#ports.save({ content, follows: this.#base }, keepalive);
      this.#saving = false;
      this.#ports.onSaved(changed);
      if (this.#stopped) {
        if (content === this.#content) this.#ports.kept.remove();
        return;
      }
      this.#failures = 0;
      this.#sent = [];
      if (content === this.#content)
        return this.#settled(changed.file?.version ?? this.#base, changed.file?.changedAt ?? null);
      this.#base = changed.file?.version ?? this.#base;
      this.#keep();
      this.#schedule(FILE_TIMES.saveMs);
    } catch (error) {
      this.#saving = false;
      const conflict = conflictOf(error);
      if (this.#stopped) return;
      if (conflict === undefined) this.#failed(error);
      else this.#meet(conflict.there);
    }
  }

  /** Content and server are the same. */
  #settled(version: number, at: string | null): void {
    this.#base = version;
    this.#dirty = false;
    this.#sent = [];
    this.#keep();
    this.#say({ status: { kind: 'saved', at } });
  }

  #keep(): void {
    this.#ports.timers.clear(this.#keepTimer);
    this.#keepTimer = null;
    const { other } = this.#snapshot;
    const typed =
      other?.where === 'browser' && other.content !== null ? { content: other.content, at: other.at ?? '' } : null;
    if (!this.#dirty && typed === null) {
      this.#ports.kept.remove();
      return;
    }
    const kept = this.#ports.kept.write({
      content: this.#content,
      base: this.#base,
      at: this.#at ?? this.#ports.now().toISOString(),
      sent: [...this.#sent],
      tab: this.#ports.tab,
      other: typed,
    });
    const { status } = this.#snapshot;
    if (!kept && status.kind === 'kept-here') this.#say({ status: { kind: 'not-kept', reason: status.reason } });
  }

  #failed(error: unknown): void {
    if (this.#stopped) return;
    const cause = error instanceof Error ? error : new Error(String(error));
    const refused = cause instanceof ApiError && isFinal(cause.status);
    this.#failures += 1;
    if (this.#snapshot.content === null) this.#say({ status: { kind: 'failed', error: cause } });
    else this.#say({ status: { kind: 'kept-here', trying: !refused, reason: cause.message } });
    if (this.#dirty) this.#keep();
    if (refused) return;
    this.#schedule(Math.min(FILE_TIMES.retryMostMs, FILE_TIMES.retryFirstMs * 2 ** (this.#failures - 1)));
  }

  #say(change: Partial<FileSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** What the server has instead, where that is why it refused. */
function conflictOf(error: unknown): PackageFileConflict | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  return PackageFileConflict.safeParse(error.sent).data;
}

/** Refused for what it is, which only an edit changes. A session that is gone, or a server that is busy, may pass. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);
}
