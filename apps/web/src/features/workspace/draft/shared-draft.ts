/**
 * The draft in an interview: the code that interviewers see as it is typed. Its keeping is the copy's (shared/live-code);
 * here stands what the workspace is told of it. A chunk of its own.
 */
import type { Slug } from '@lockstep/protocol';
import type { KeyValueStore } from '../../../shared/api/key-value-store.ts';
import type { Timers } from '../../../shared/api/steady-socket.ts';
import type { CodeCopy } from '../../../shared/live-code/code-copy.ts';
import { bindEditor, type EditorBinding } from '../../../shared/live-code/editor-binding.ts';
import type { Held } from '../../../shared/live-code/hold.ts';
import type { LiveCode } from '../../../shared/live-code/live-code.ts';
import type { PointedLine } from '../../../shared/live-code/people-marks.ts';
import type { DraftSnapshot, DraftStatus, Drafts } from './draft-face.ts';
import { type OtherVersion, readDraft, removeDraft } from './draft-record.ts';
import { SHARED } from './messages.ts';

/** For an answer to a save that was asked for. */
const ANSWER_MS = 3_000;

export interface SharedDraftPorts {
  readonly slug: Slug;
  /** That the page belongs to. */
  readonly sitting: string;
  readonly store: KeyValueStore;
  readonly timers: Timers;
  /** Begins to hold the connection of this browser's sitting. */
  readonly hold: () => Held;
}

interface Open {
  readonly live: LiveCode;
  readonly copy: CodeCopy;
  readonly close: () => void;
}

export class SharedDraft implements Drafts {
  readonly #ports: SharedDraftPorts;
  readonly #listeners = new Set<() => void>();
  #open: Open | null = null;
  #binding: EditorBinding | null = null;
  #pointed: readonly PointedLine[] = [];
  #tooLong = 0;
  #stopped = false;
  #snapshot: DraftSnapshot = {
    source: null,
    replaced: 0,
    status: { kind: 'loading' },
    other: null,
    exerciseChanged: false,
    sharing: null,
  };

  constructor(ports: SharedDraftPorts) {
    this.#ports = ports;
  }

  readonly snapshot = (): DraftSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get stopped(): boolean {
    return this.#stopped;
  }

  async open(): Promise<void> {
    const { slug, hold } = this.#ports;
    const { live, release } = hold();
    const { copy, release: leave } = live.use(slug);
    const unsubscribe = [copy.subscribe(() => this.#changed()), live.subscribe(() => this.#changed())];
    const close = () => {
      for (const forget of unsubscribe) forget();
      leave();
      release();
    };
    this.#open = { live, copy, close };
    this.#changed();
  }

  /** The binding did it already. */
  edit(): void {}

  keepMine(): void {
    removeDraft(this.#ports.store, this.#ports.slug, this.#ports.sitting);
    this.#open?.copy.forgetLeftOut();
    this.#changed();
  }

  takeOther(): string | null {
    const { other } = this.#snapshot;
    this.keepMine();
    return other?.source ?? null;
  }

  /** An interview asks what it asked at its start. */
  acknowledgeExercise(): void {}

  flush(): void {
    this.#open?.copy.flush();
  }

  async saveNow(): Promise<DraftStatus> {
    const { copy } = this.#open ?? {};
    if (copy === undefined) return this.#snapshot.status;
    copy.flush();
    if (copy.snapshot().standing.kind !== 'sending') return this.#snapshot.status;
    const { timers } = this.#ports;
    await new Promise<void>((resolve) => {
      const timer = timers.set(done, ANSWER_MS);
      const forget = copy.subscribe(() => {
        if (copy.snapshot().standing.kind !== 'sending') done();
      });
      function done(): void {
        timers.clear(timer);
        forget();
        resolve();
      }
    });
    return this.#snapshot.status;
  }

  hurry(): void {
    this.#open?.live.hurry();
  }

  stop(): void {
    this.#stopped = true;
    this.#open?.close();
    this.#open = null;
  }

  #changed(): void {
    if (this.#open === null) return;
    const { live, copy } = this.#open;
    const { shared } = copy.snapshot();
    const before = this.#binding;
    if (shared !== null && shared.id !== before?.id) {
      this.#binding = bindEditor({
        ...{ live, copy, shared, slug: this.#ports.slug },
        onTooLong: () => {
          this.#tooLong += 1;
          this.#changed();
        },
        onPointed: (lines) => {
          this.#pointed = lines;
          this.#changed();
        },
      });
    }
    const binding = this.#binding;
    const status = statusOf(copy, live);
    const known = this.#snapshot;
    this.#snapshot = {
      source: binding === before ? known.source : (shared?.text.toString() ?? null),
      replaced: known.replaced + (before === null || binding === before ? 0 : 1),
      status: JSON.stringify(status) === JSON.stringify(known.status) ? known.status : status,
      other: this.#other(copy),
      exerciseChanged: false,
      sharing: binding === null ? null : { live, binding, pointed: this.#pointed, tooLong: this.#tooLong },
    };
    for (const listener of this.#listeners) listener();
  }

  /** What could not stay, or what was typed before the code of interviews was shared and never reached the server. */
  #other(copy: CodeCopy): OtherVersion | null {
    const { leftOut, shared } = copy.snapshot();
    if (leftOut !== null) return { source: leftOut, where: 'browser', version: null, at: null };
    if (shared === null) return null;
    const { store, slug, sitting } = this.#ports;
    const kept = readDraft(store, slug, sitting);
    if (kept === null || !kept.dirty || kept.source === copy.source) return null;
    return { source: kept.source, where: 'browser', version: null, at: kept.at };
  }
}

function statusOf(copy: CodeCopy, live: LiveCode): DraftStatus {
  const { standing } = copy.snapshot();
  const { end } = live.snapshot();
  switch (standing.kind) {
    case 'loading':
      return { kind: 'loading' };
    case 'kept':
      return standing.untouched ? { kind: 'untouched' } : { kind: 'saved', at: standing.at };
    case 'sending':
      return { kind: 'saving' };
    case 'cut-off':
      if (!standing.stored) return { kind: 'not-kept' };
      return { kind: 'kept-here', trying: end === null, reason: end === null ? SHARED.cutOff : SHARED.ended };
    case 'late':
      return { kind: 'late', said: standing.said };
    case 'refused':
      return { kind: 'kept-here', trying: false, reason: standing.detail || SHARED.refused };
    default:
      return standing satisfies never;
  }
}
