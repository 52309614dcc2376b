/** The recordings of a sitting's exercises, loaded a page at a time, and brought up to date while it goes on. */
import type { PersonKey, Slug, TypingPage } from '@lockstep/protocol';
import type { Timers } from '../../../shared/api/steady-socket.ts';
import { RECORDING } from '../messages.ts';
import { LogReader } from './text-changes.ts';
import { TextHistory } from './text-history.ts';

export interface RecordingsSnapshot {
  readonly histories: ReadonlyMap<Slug, TextHistory>;
  /** Changes of all exercises. */
  readonly loaded: number;
  readonly last: number;
  readonly state: 'loading' | 'complete' | 'failed';
  readonly error: Error | null;
  readonly names: ReadonlyMap<PersonKey, string>;
}

export interface RecordingsPorts {
  readonly slugs: readonly Slug[];
  readonly read: (slug: Slug, after: number) => Promise<TypingPage>;
  readonly timers: Timers;
}

/** Changes that are read before the page gets a breath. */
const SLICE = 250;

interface Recording {
  reader: LogReader;
  history: TextHistory;
  last: number;
  isWhole: boolean;
  underWay: Promise<void> | null;
}

export class Recordings {
  readonly #ports: RecordingsPorts;
  readonly #listeners = new Set<() => void>();
  readonly #recordings: ReadonlyMap<Slug, Recording>;
  readonly #names = new Map<PersonKey, string>();
  #error: Error | null = null;
  #stopped = false;
  #snapshot: RecordingsSnapshot;

  constructor(ports: RecordingsPorts) {
    this.#ports = ports;
    this.#recordings = new Map(ports.slugs.map((slug) => [slug, empty()]));
    this.#snapshot = this.#taken();
  }

  readonly snapshot = (): RecordingsSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads all, or what failed before. */
  async load(): Promise<void> {
    this.#error = null;
    this.#stopped = false;
    this.#say();
    for (const slug of this.#ports.slugs) {
      await this.#bring(slug);
      if (this.#error !== null || this.#stopped) break;
    }
    this.#say();
  }

  /** Brings one up to date; while it is loaded for the first time nothing has to be done. */
  async refresh(slug: Slug): Promise<void> {
    if (this.#recordings.get(slug)?.isWhole) await this.#bring(slug);
  }

  async refreshAll(): Promise<void> {
    for (const slug of this.#ports.slugs) await this.refresh(slug);
  }

  stop(): void {
    this.#stopped = true;
  }

  #bring(slug: Slug): Promise<void> {
    const recording = this.#recordings.get(slug);
    if (recording === undefined) return Promise.resolve();
    recording.underWay ??= this.#read(slug, recording).finally(() => {
      recording.underWay = null;
    });
    return recording.underWay;
  }

  async #read(slug: Slug, recording: Recording): Promise<void> {
    try {
      let more = true;
      while (more && !this.#stopped) {
        const page = await this.#ports.read(slug, recording.history.changes.length);
        for (const { key, name } of page.people) this.#names.set(key, name);
        recording.last = page.last;
        await this.#add(recording, page);
        more = page.next !== null;
        this.#say();
      }
      recording.isWhole ||= !more;
    } catch (error) {
      // What is shown of it goes on being shown while a sitting runs: the next time may do.
      if (!recording.isWhole) this.#error = error instanceof Error ? error : new Error(String(error));
    }
  }

  async #add({ reader, history }: Recording, { items }: TypingPage): Promise<void> {
    for (let from = 0; from < items.length; from += SLICE) {
      try {
        history.add(reader.read(items.slice(from, from + SLICE)));
      } catch (cause) {
        throw new Error(RECORDING.unreadable, { cause });
      }
      await new Promise<void>((resolve) => this.#ports.timers.set(resolve, 0));
    }
  }

  #taken(): RecordingsSnapshot {
    const all = [...this.#recordings.values()];
    const whole = all.every(({ isWhole }) => isWhole);
    return {
      histories: new Map([...this.#recordings].map(([slug, { history }]) => [slug, history])),
      loaded: all.reduce((sum, { history }) => sum + history.changes.length, 0),
      last: all.reduce((sum, { last }) => sum + last, 0),
      state: this.#error !== null ? 'failed' : whole ? 'complete' : 'loading',
      error: this.#error,
      names: new Map(this.#names),
    };
  }

  #say(): void {
    this.#snapshot = this.#taken();
    for (const listener of this.#listeners) listener();
  }
}

function empty(): Recording {
  return { reader: new LogReader(), history: new TextHistory(), last: 0, isWhole: false, underWay: null };
}
