/**
 * One connection to the live code of a sitting, and what is known over it: who is here, the clock, cursors, and this page's
 * copies of the code. For a candidate it stands for the whole page, whatever that shows; what was typed without a
 * connection goes out over it also when its exercise is not open any more.
 */
import {
  type CodeSelection,
  type InterviewItem,
  LIVE_CODE_CLOSE,
  LiveCodeMessage,
  type LiveCodeRequest,
  type LivePerson,
  type PersonKey,
  type SittingMoment,
  type SittingState,
  type Slug,
  type SubmissionSummary,
} from '@lockstep/protocol';
import {
  createSteadySocket,
  type LiveSocket,
  type SocketStatus,
  type SteadySocket,
  type Timers,
} from '../api/steady-socket.ts';
import { clockOffsetMs } from '../clock/countdown.ts';
import { CodeCopy } from './code-copy.ts';
import type { Line } from './copy-ports.ts';
import type { Outbox } from './outbox.ts';
import { Whereabouts } from './whereabouts.ts';

export interface LiveClock {
  readonly state: SittingState;
  readonly endsAt: string | null;
  /** How far the server's clock is ahead of this browser's. */
  readonly offsetMs: number;
  readonly mayType: boolean;
}

/** Why there is no connection any more, and there will be none. */
export type LiveCodeEnd = 'signed-out' | 'not-allowed' | 'unknown';

export interface LiveCodeSnapshot {
  readonly status: SocketStatus;
  readonly end: LiveCodeEnd | null;
  /** null before the first word of the server. */
  readonly you: PersonKey | null;
  readonly clock: LiveClock | null;
  readonly people: readonly LivePerson[];
  /** Whoever points, by person. */
  readonly pointed: ReadonlyMap<PersonKey, Pointed>;
}

export interface Pointed {
  readonly slug: Slug;
  /** `Y.encodeRelativePosition` in base64. */
  readonly position: string;
}

export interface CursorPlace {
  readonly slug: Slug;
  readonly selection: CodeSelection;
}

export interface LiveCodePorts {
  /** The only one that anything is said to: the browser may sit another one by now. */
  readonly sitting: string;
  readonly connect: () => LiveSocket;
  readonly timers: Timers;
  /** 0 to 1. */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Where typing that is not sent is kept; null: nowhere. */
  readonly outbox: ((slug: Slug) => Outbox) | null;
  /** Sends a text that came after the end; null: this person has none. See `CopyPorts`. */
  readonly saveLate: ((slug: Slug, source: string) => Promise<unknown>) | null;
  /** Exercises whose outbox is not empty. */
  readonly left: readonly Slug[];
}

/** The server takes ten cursors in a second. */
const CURSOR_MS = 120;

interface UsedCopy {
  readonly copy: CodeCopy;
  users: number;
}

export class LiveCode {
  readonly #ports: LiveCodePorts;
  readonly #socket: SteadySocket;
  readonly #whereabouts: Whereabouts;
  readonly #copies = new Map<Slug, UsedCopy>();
  readonly #listeners = new Set<() => void>();
  readonly #marksListeners = new Set<() => void>();
  readonly #workListeners = new Set<(submission: SubmissionSummary) => void>();
  readonly #momentListeners = new Set<(moment: SittingMoment) => void>();
  readonly #typedListeners = new Set<(slug: Slug) => void>();
  readonly #cursors = new Map<PersonKey, CursorPlace>();
  readonly #line: Line;
  #number = 0;
  #end: LiveCodeEnd | null = null;
  /** The server has said that it is this sitting. */
  #isHere = false;
  #cursor: { readonly slug: Slug; readonly selection: CodeSelection | null } | null = null;
  #cursorTimer: unknown = null;
  #snapshot: LiveCodeSnapshot = {
    status: 'idle',
    end: null,
    you: null,
    clock: null,
    people: [],
    pointed: new Map(),
  };

  constructor(ports: LiveCodePorts) {
    this.#ports = ports;
    const { connect, timers, random, now } = ports;
    this.#socket = createSteadySocket({
      connect,
      timers,
      random,
      // The server speaks first: it says which sitting it is.
      onOpen: () => undefined,
      onMessage: (data) => this.#received(data),
      onStatus: () => this.#statusChanged(),
      mayReturn: (code) => {
        this.#end = endOf(code);
        return this.#end === null;
      },
    });
    const send = (request: LiveCodeRequest): boolean => this.#isHere && this.#socket.send(JSON.stringify(request));
    this.#line = {
      send,
      nextNumber: () => {
        this.#number += 1;
        return this.#number;
      },
      mayTry: () => this.#mayTry(),
      restart: () => {
        this.#socket.close();
        this.#socket.open();
      },
    };
    this.#whereabouts = new Whereabouts({ send, now });
  }

  readonly snapshot = (): LiveCodeSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => follow(this.#listeners, listener);

  /** Calls back when a cursor or a pointed line may be somewhere else. */
  readonly onMarks = (listener: () => void): (() => void) => follow(this.#marksListeners, listener);
  readonly onWork = (listener: (submission: SubmissionSummary) => void): (() => void) =>
    follow(this.#workListeners, listener);
  readonly onMoment = (listener: (moment: SittingMoment) => void): (() => void) =>
    follow(this.#momentListeners, listener);
  /** Somebody else typed in a code that is open here. */
  readonly onTyped = (listener: (slug: Slug) => void): (() => void) => follow(this.#typedListeners, listener);

  /** Connects. What earlier pages of this browser could not send goes out by itself. */
  open(): void {
    this.#socket.open();
    for (const slug of this.#ports.left) this.use(slug).release();
  }

  close(): void {
    for (const { copy } of this.#copies.values()) copy.stop();
    this.#copies.clear();
    this.#ports.timers.clear(this.#cursorTimer);
    this.#socket.close();
  }

  /** The browser is online again. */
  hurry(): void {
    this.#socket.hurry();
  }

  /** The page goes out of sight: keeps and sends what waits. */
  flush(): void {
    for (const { copy } of this.#copies.values()) copy.flush();
  }

  /** The copy of an exercise's code; one for all who use it at the same time. Release it when it is not shown any more. */
  use(slug: Slug): { readonly copy: CodeCopy; release(): void } {
    const used = this.#copies.get(slug) ?? this.#makeCopy(slug);
    used.users += 1;
    let held = true;
    return {
      copy: used.copy,
      release: () => {
        if (!held) return;
        held = false;
        used.users -= 1;
        used.copy.flush();
        this.#leaveIfDone(slug, used);
      },
    };
  }

  /** Which exercise or question this page shows. */
  look(item: InterviewItem | null): void {
    this.#whereabouts.look(item);
  }

  /** Whether this page is hidden or has no focus. `agoMs`: for how long it is so. */
  away(away: boolean, agoMs = 0): void {
    this.#whereabouts.away(away, agoMs);
  }

  /** null: no cursor any more. */
  moveCursor(slug: Slug, selection: CodeSelection | null): void {
    this.#cursor = { slug, selection };
    this.#cursorTimer ??= this.#ports.timers.set(() => this.#sendCursor(), CURSOR_MS);
  }

  /** Shows everybody the line of a position; null: no longer. Nothing is pointed at without a connection. */
  point(slug: Slug, position: string | null): void {
    const { you } = this.#snapshot;
    // The server tells the others.
    if (you !== null && this.#line.send({ kind: 'point', slug, position })) this.#onPointed(you, slug, position);
  }

  cursors(): ReadonlyMap<PersonKey, CursorPlace> {
    return this.#cursors;
  }

  #makeCopy(slug: Slug): UsedCopy {
    const { timers, now, outbox, saveLate } = this.#ports;
    const copy = new CodeCopy({ slug, line: this.#line, timers, now, outbox: outbox?.(slug) ?? null, saveLate });
    const used: UsedCopy = { copy, users: 0 };
    this.#copies.set(slug, used);
    copy.subscribe(() => this.#leaveIfDone(slug, used));
    if (this.#isHere) copy.connected();
    return used;
  }

  /** A copy that nobody shows stays until the server has all of it. */
  #leaveIfDone(slug: Slug, used: UsedCopy): void {
    const done = used.copy.isSettled && used.copy.snapshot().standing.kind !== 'loading';
    if (used.users > 0 || !(done || used.copy.source === null) || this.#copies.get(slug) !== used) return;
    this.#copies.delete(slug);
    used.copy.stop();
    this.#line.send({ kind: 'leave', slug });
  }

  #sendCursor(): void {
    this.#cursorTimer = null;
    if (this.#cursor === null) return;
    // It may stand in what was just typed.
    this.#copies.get(this.#cursor.slug)?.copy.flush();
    this.#line.send({ kind: 'cursor', ...this.#cursor });
    this.#cursor = null;
  }

  #onHere({ sitting, you }: Extract<LiveCodeMessage, { kind: 'here' }>): void {
    if (sitting !== this.#ports.sitting) {
      this.#end = 'not-allowed';
      this.#socket.close();
      return;
    }
    this.#isHere = true;
    this.#cursors.clear();
    this.#say({ you, pointed: new Map() });
    this.#whereabouts.connected();
    for (const { copy } of this.#copies.values()) copy.connected();
    this.#told(this.#marksListeners);
  }

  #statusChanged(): void {
    const status = this.#socket.status();
    if (status !== 'open') {
      this.#isHere = false;
      this.#whereabouts.disconnected();
      for (const { copy } of this.#copies.values()) copy.disconnected();
    }
    this.#say({ status, end: status === 'ended' || status === 'idle' ? this.#end : null });
  }

  #received(data: unknown): void {
    const message = parse(data);
    if (message === null) return;
    switch (message.kind) {
      case 'here':
        this.#onHere(message);
        break;
      case 'clock':
        this.#onClock(message);
        break;
      case 'people':
        this.#onPeople(message.people);
        break;
      case 'joined':
      case 'kept':
      case 'refused':
        this.#copies.get(message.slug)?.copy.receive(message);
        break;
      case 'typed':
        this.#copies.get(message.slug)?.copy.receive(message);
        this.#told(this.#marksListeners);
        for (const listener of this.#typedListeners) listener(message.slug);
        break;
      case 'cursor':
        this.#onCursor(message);
        break;
      case 'pointed':
        this.#onPointed(message.person, message.slug, message.position);
        break;
      case 'work':
        for (const listener of this.#workListeners) listener(message.submission);
        break;
      case 'moment':
        for (const listener of this.#momentListeners) listener(message.moment);
        break;
      case 'problem':
        // This page asks for nothing that is refused so, but for what is not there: the connection ends with it.
        break;
      default:
        message satisfies never;
    }
  }

  #onClock({ state, endsAt, now, mayType }: Extract<LiveCodeMessage, { kind: 'clock' }>): void {
    const might = this.#snapshot.clock?.mayType ?? false;
    this.#say({ clock: { state, endsAt, offsetMs: clockOffsetMs(now, this.#ports.now()), mayType } });
    if (might || !mayType) return;
    for (const { copy } of this.#copies.values()) copy.allowed();
  }

  /** After the end a candidate's changes are taken for some seconds more; how many is the server's business. */
  #mayTry(): boolean {
    const { clock, you } = this.#snapshot;
    return clock !== null && (clock.mayType || (you === 'candidate' && clock.state === 'over'));
  }

  #onPeople(people: readonly LivePerson[]): void {
    const here = new Set(people.map(({ key }) => key));
    for (const person of this.#cursors.keys()) if (!here.has(person)) this.#cursors.delete(person);
    const pointed = new Map([...this.#snapshot.pointed].filter(([person]) => here.has(person)));
    this.#say({ people, pointed });
    this.#told(this.#marksListeners);
  }

  #onCursor({ person, slug, selection }: Extract<LiveCodeMessage, { kind: 'cursor' }>): void {
    if (selection === null) this.#cursors.delete(person);
    else this.#cursors.set(person, { slug, selection });
    this.#told(this.#marksListeners);
  }

  #onPointed(person: PersonKey, slug: Slug, position: string | null): void {
    const pointed = new Map(this.#snapshot.pointed);
    if (position === null) pointed.delete(person);
    else pointed.set(person, { slug, position });
    this.#say({ pointed });
    this.#told(this.#marksListeners);
  }

  #told(listeners: ReadonlySet<() => void>): void {
    for (const listener of listeners) listener();
  }

  #say(change: Partial<LiveCodeSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#told(this.#listeners);
  }
}

function follow<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function endOf(code: number): LiveCodeEnd | null {
  switch (code) {
    case LIVE_CODE_CLOSE.signedOut:
      return 'signed-out';
    case LIVE_CODE_CLOSE.notAllowed:
      return 'not-allowed';
    case LIVE_CODE_CLOSE.unknown:
      return 'unknown';
    default:
      return null;
  }
}

function parse(data: unknown): LiveCodeMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return LiveCodeMessage.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
