/** One connection at /api/live-code: a tab of the candidate or of an interviewer. */
import {
  type AccountId,
  type InterviewItem,
  LIVE_CODE_CLOSE,
  LIVE_CODE_LIMITS,
  LiveCodeRequest,
  type Problem,
  type SittingId,
  type Slug,
  type TypedChange,
  type TypeRefusal,
} from '@lockstep/protocol';
import type { StoredSitting } from '@lockstep/store';
import type { WebSocket } from 'ws';
import { isInTime, mayRead } from '../interviews/sitting-rules.ts';
import { GuardedSocket } from '../live/guarded-socket.ts';
import { ProblemError, problemOf } from '../problems.ts';
import { Allowance } from './allowance.ts';
import { type CodeRoom, fromBase64, tell } from './code-room.ts';
import type { LiveCodeHub } from './live-code-hub.ts';
import type { LiveSitting, SittingMember } from './live-sitting.ts';
import { refusalDetail } from './refusals.ts';
import type { Use } from './while-used.ts';

/** Who connects, and to which sitting. */
export type Comer =
  | { readonly role: 'candidate'; readonly key: 'candidate'; readonly name: string; readonly sitting: SittingId }
  | { readonly role: 'interviewer'; readonly key: AccountId; readonly name: string; readonly sitting: SittingId };

export type Turned = { readonly code: number; readonly problem: Problem };

export interface ConnectionParts {
  readonly hub: LiveCodeHub;
  readonly comer: Comer;
  readonly mayStay: () => Promise<true | number>;
  readonly now: () => Date;
  /** A clock that never goes back, for how fast somebody sends. */
  readonly clockMs: () => number;
}

const WAITING_BYTES = 4 * LIVE_CODE_LIMITS.messageBytes;
const BYTES_PER_SECOND = 128 * 1024;
/** As many as a whole log has: after a long time without a connection it may come at once. */
const MOST_BYTES_AT_ONCE = 2 * LIVE_CODE_LIMITS.logBytes;
const MOST_REFUSED_AT_ONCE = 20;
/** Nobody comes and goes faster; what happened without a connection comes at once. */
const FACTS_PER_SECOND = 2;
const MOST_FACTS_AT_ONCE = 300;
const USAGE = 'Send a message of live code as JSON text: {"kind":"join","slug":"<exercise>","vector":"<base64>"}.';

export class Connection implements SittingMember {
  readonly key: Comer['key'];
  readonly name: string;
  readonly role: Comer['role'];
  item: InterviewItem | null = null;
  away = false;
  lookedAt = 0;
  readonly #socket: GuardedSocket;
  readonly #parts: ConnectionParts;
  readonly #messages: Allowance;
  readonly #bytes: Allowance;
  readonly #refused: Allowance;
  readonly #facts: Allowance;
  readonly #rooms = new Map<Slug, Use<CodeRoom>>();
  readonly #numbers = new Map<Slug, number>();
  readonly #entered: Promise<void>;
  #live: { readonly sitting: LiveSitting; release(): Promise<void> } | null = null;

  constructor(socket: WebSocket, parts: ConnectionParts) {
    const { comer, clockMs, mayStay } = parts;
    this.#parts = parts;
    this.key = comer.key;
    this.name = comer.name;
    this.role = comer.role;
    const { messagesPerSecond } = LIVE_CODE_LIMITS;
    this.#messages = new Allowance(messagesPerSecond, messagesPerSecond * 10, clockMs);
    this.#bytes = new Allowance(BYTES_PER_SECOND, MOST_BYTES_AT_ONCE, clockMs);
    this.#refused = new Allowance(1, MOST_REFUSED_AT_ONCE, clockMs);
    this.#facts = new Allowance(FACTS_PER_SECOND, MOST_FACTS_AT_ONCE, clockMs);
    this.#socket = new GuardedSocket(socket, {
      limits: { messageBytes: LIVE_CODE_LIMITS.messageBytes, waitingBytes: WAITING_BYTES },
      handle: (text) => this.#handle(text),
      usage: USAGE,
      mayStay,
      closed: () => void this.#leave(),
    });
    this.#entered = this.#enter().catch(() => this.again());
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  again(): void {
    this.close(LIVE_CODE_CLOSE.tryAgain, 'try again');
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  recheck(): void {
    this.#socket.recheck();
  }

  async #enter(): Promise<void> {
    const { hub, comer } = this.#parts;
    const live = await hub.enter(comer.sitting);
    const { value: sitting } = live;
    if (sitting === null || !this.#socket.isOpen || !sitting.hasPlaceFor(this.role)) {
      await live.release();
      if (sitting !== null) return this.again();
      this.#socket.problem(problemOf(404, 'There is no candidate with this id.'));
      return this.close(LIVE_CODE_CLOSE.unknown, 'there is no such sitting');
    }
    this.#live = { sitting, release: () => live.release() };
    sitting.enter(this);
  }

  async #leave(): Promise<void> {
    await this.#entered;
    for (const { value, release } of this.#rooms.values()) {
      value.leave(this);
      release().catch(() => {});
    }
    this.#rooms.clear();
    const live = this.#live;
    this.#live = null;
    live?.sitting.leave(this);
    await live?.release().catch(() => {});
  }

  async #handle(text: string): Promise<void> {
    if (!this.#messages.use(1) || !this.#bytes.use(text.length)) {
      return this.close(LIVE_CODE_CLOSE.tryAgain, 'too fast, resume later');
    }
    await this.#entered;
    if (this.#live === null) return;
    const { sitting } = this.#live;
    const request = parseRequest(text);
    if (request === null) return this.#socket.refuse(USAGE);
    switch (request.kind) {
      case 'join':
        return this.#join(sitting, request.slug, fromBase64(request.vector));
      case 'leave':
        return this.#leaveRoom(request.slug);
      case 'type':
        return this.#type(sitting, request);
      case 'cursor':
        this.#rooms.get(request.slug)?.value.select(this, request.selection, ({ key }) => this.#isSeenBy(sitting, key));
        return;
      case 'point':
        return this.#point(sitting, request.slug, request.position);
      case 'away':
      case 'look':
        if (!this.#facts.use(1)) return this.close(LIVE_CODE_CLOSE.tryAgain, 'too fast, resume later');
        if (request.kind === 'away') return sitting.setAway(this, request.away, request.agoMs);
        if (request.item !== null && !asks(sitting.sitting, request.item)) throw noPart();
        return sitting.look(this, request.item, request.agoMs);
      default:
        request satisfies never;
    }
  }

  async #join(live: LiveSitting, slug: Slug, vector: Uint8Array): Promise<void> {
    const may = await this.#parts.mayStay();
    if (may !== true) return this.close(may, 'not, or no longer, allowed');
    this.#checkMayRead(live.sitting, slug);
    const joined = this.#rooms.get(slug);
    const room = joined ?? (await live.room(slug));
    this.#rooms.set(slug, room);
    if (!room.value.join(this, vector)) {
      if (joined === undefined) await this.#leaveRoom(slug);
      return this.#socket.refuse('The state vector is none: send Y.encodeStateVector(doc) in base64.');
    }
    room.value.showPlaces(
      this,
      (person) => this.key !== 'candidate' || person === 'candidate' || live.sitting.settings.writeAlong,
    );
  }

  async #leaveRoom(slug: Slug): Promise<void> {
    const room = this.#rooms.get(slug);
    if (room === undefined) return;
    this.#rooms.delete(slug);
    room.value.leave(this);
    await room.release();
  }

  #type(live: LiveSitting, { slug, number, changes }: Extract<LiveCodeRequest, { kind: 'type' }>): void {
    const room = this.#rooms.get(slug)?.value;
    const fault =
      room === undefined
        ? `Join the code of ${slug} first.`
        : number <= (this.#numbers.get(slug) ?? 0)
          ? 'Numbers rise from message to message.'
          : null;
    if (room === undefined || fault !== null) {
      this.#socket.refuse(fault ?? USAGE);
      return;
    }
    this.#numbers.set(slug, number);
    const reason = this.#typeIn(live, room, number, changes);
    if (reason === null) return;
    if (!this.#refused.use(1)) this.close(LIVE_CODE_CLOSE.tryAgain, 'too much is refused, resume later');
    else tell([this], { kind: 'refused', slug, number, reason, detail: refusalDetail(reason, live.sitting) });
  }

  #typeIn(live: LiveSitting, room: CodeRoom, number: number, changes: readonly TypedChange[]): TypeRefusal | null {
    const { sitting } = live;
    const author = this.key === 'candidate' ? null : this.key;
    if (author !== null && !sitting.settings.writeAlong) return 'not-allowed';
    if (!isInTime(sitting, this.#parts.now())) return 'late';
    const reason = room.type(this, author, number, changes);
    if (reason === null && author !== null) live.wroteAlong(author, room.key.slug);
    return reason;
  }

  #point(live: LiveSitting, slug: Slug, position: string | null): void {
    if (this.key === 'candidate') {
      this.#socket.refuse('Only interviewers point at lines.');
      return;
    }
    const line = this.#rooms.get(slug)?.value.point(this, position) ?? null;
    if (line !== null) live.pointed(this.key, slug, line);
  }

  /** A candidate is not shown where somebody reads who cannot write. */
  #isSeenBy({ sitting }: LiveSitting, other: Comer['key']): boolean {
    return this.key === 'candidate' || other !== 'candidate' || sitting.settings.writeAlong;
  }

  #checkMayRead(sitting: StoredSitting, slug: Slug): void {
    if (this.role === 'candidate') mayRead(sitting, 'exercise', slug);
    else if (sitting.revisions === null) throw new ProblemError(409, 'The candidate has not begun.');
    else if (sitting.revisions[`exercise ${slug}`] === undefined) throw noPart();
  }
}

function asks({ settings }: StoredSitting, { kind, slug }: InterviewItem): boolean {
  return settings.items.some((item) => item.kind === kind && item.slug === slug);
}

function noPart(): ProblemError {
  return new ProblemError(400, 'This is no part of the interview.');
}

function parseRequest(text: string): LiveCodeRequest | null {
  try {
    const parsed = LiveCodeRequest.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
