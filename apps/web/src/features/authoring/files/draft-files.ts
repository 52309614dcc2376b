/**
 * The files of one draft that are open or not yet saved, each with its keeper. Outlives what is shown: a file that was left goes on
 * being saved. What this browser kept from before is opened at once, so that it is sent.
 */
import type { PackageFile, PackageFileChanged, PackageFileSave, PackageFileView } from '@lockstep/protocol';
import type { KeyValueStore } from '../../../shared/api/key-value-store.ts';
import type { Timers } from '../../../shared/api/steady-socket.ts';
import { FileKeeper } from './file-keeper.ts';
import { type KeptFiles, keptFiles } from './kept-files.ts';

export interface DraftFilesPorts {
  readonly draft: string;
  readonly tab: string;
  readonly store: KeyValueStore;
  readonly timers: Timers;
  readonly now: () => Date;
  /** null: there is no such file. */
  readonly load: (path: string) => Promise<PackageFileView | null>;
  readonly save: (path: string, save: PackageFileSave, keepalive: boolean) => Promise<PackageFileChanged>;
  readonly onSaved: (path: string, changed: PackageFileChanged) => void;
}

/** How a file stands, where that is worth a mark: not saved yet, or needing its author. */
export type FileMark = 'unsaved' | 'trouble';

export interface FilesSnapshot {
  /** Of files that have one, by path. */
  readonly marks: ReadonlyMap<string, FileMark>;
}

export class DraftFiles {
  readonly #ports: DraftFilesPorts;
  readonly #kept: KeptFiles;
  readonly #keepers = new Map<string, FileKeeper>();
  readonly #listeners = new Set<() => void>();
  #snapshot: FilesSnapshot = { marks: new Map() };
  #stopped = false;

  constructor(ports: DraftFilesPorts) {
    this.#ports = ports;
    this.#kept = keptFiles(ports.store, ports.draft);
  }

  readonly snapshot = (): FilesSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Goes on with what this browser kept. */
  recover(): void {
    for (const path of this.#kept.paths()) this.keeper(path);
  }

  /** The keeper of a file, opened when it is first asked for. */
  keeper(path: string): FileKeeper {
    const known = this.#keepers.get(path);
    if (known !== undefined) return known;
    const keeper = new FileKeeper({
      tab: this.#ports.tab,
      timers: this.#ports.timers,
      now: this.#ports.now,
      kept: {
        read: () => this.#kept.read(path),
        write: (file) => this.#kept.write(path, file),
        remove: () => this.#kept.remove(path),
      },
      load: () => this.#ports.load(path),
      save: (save, keepalive) => this.#ports.save(path, save, keepalive),
      onSaved: (changed) => this.#ports.onSaved(path, changed),
    });
    this.#keepers.set(path, keeper);
    keeper.subscribe(() => this.#mark());
    // Not at once: it may be asked for while a page is drawn.
    queueMicrotask(() => void keeper.open());
    return keeper;
  }

  /** The draft's files as the server has them now: those that changed elsewhere are taken over. */
  renew(files: readonly PackageFile[]): void {
    const versions = new Map<string, number>(files.map(({ path, version }) => [path, version]));
    for (const [path, keeper] of this.#keepers) void keeper.renew(versions.get(path) ?? null);
  }

  /** What is typed into the file is dropped with it: it was deleted, or has another name. */
  forget(path: string): void {
    this.#keepers.get(path)?.discard();
    this.#keepers.delete(path);
    this.#kept.remove(path);
    this.#mark();
  }

  /** Saves everything that is not saved. False when something could not be. */
  async saveAll(): Promise<boolean> {
    const statuses = await Promise.all(
      [...this.#keepers.values()].filter(({ unsaved }) => unsaved).map((keeper) => keeper.saveNow()),
    );
    return statuses.every(({ kind }) => kind === 'saved' || kind === 'gone');
  }

  /** Something is kept nowhere but on this page. */
  get atRisk(): boolean {
    return [...this.#keepers.values()].some((keeper) => keeper.snapshot().status.kind === 'not-kept');
  }

  hurry(): void {
    for (const keeper of this.#keepers.values()) keeper.hurry();
  }

  flush(): void {
    for (const keeper of this.#keepers.values()) keeper.flush();
  }

  stop(): void {
    this.#stopped = true;
    for (const keeper of this.#keepers.values()) keeper.stop();
  }

  #mark(): void {
    const marks = new Map<string, FileMark>();
    for (const [path, keeper] of this.#keepers) {
      const { status, other } = keeper.snapshot();
      const trouble = other !== null || status.kind === 'kept-here' || status.kind === 'not-kept';
      if (trouble) marks.set(path, 'trouble');
      else if (keeper.unsaved) marks.set(path, 'unsaved');
    }
    const { marks: before } = this.#snapshot;
    if (marks.size === before.size && [...marks].every(([path, mark]) => before.get(path) === mark)) return;
    this.#snapshot = { marks };
    for (const listener of this.#listeners) listener();
  }
}
