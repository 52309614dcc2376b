/**
 * One sitting while somebody of it is connected to this server: who is here, its clock, what happens, and the rooms of its
 * exercises. What it knows of the sitting it reads again with each notice; whether the time is up it asks the clock.
 */
import {
  type AccountId,
  DELAYED_AFTER_MS,
  type InterviewItem,
  LIVE_CODE_CLOSE,
  type SittingId,
  type Slug,
  type SubmissionSummary,
} from '@lockstep/protocol';
import type { NewMoment, Store, StoredSitting } from '@lockstep/store';
import { asOf, isInTime } from '../interviews/sitting-rules.ts';
import { type CodeRoom, type RoomMember, type StoredPaste, tell } from './code-room.ts';
import { MomentLog } from './moment-log.ts';
import { isSameItem, peopleOf, type Tab } from './people.ts';
import { type Use, WhileUsed } from './while-used.ts';

/** A connection of a person. */
export interface SittingMember extends RoomMember, Tab {
  item: InterviewItem | null;
  away: boolean;
  lookedAt: number;
  close(code: number, reason: string): void;
  /** Asks whether this person may still be here. */
  recheck(): void;
}

export interface RoomOwner {
  pasted(pastes: readonly StoredPaste[]): void;
  givenUp(error: unknown): void;
}

export interface LiveSittingParts {
  readonly store: Pick<Store, 'sittings' | 'moments'>;
  readonly now: () => Date;
  readonly openRoom: (sitting: StoredSitting, slug: Slug, owner: RoomOwner) => Promise<CodeRoom>;
  /** What rooms have on the way is stored. */
  readonly settleRooms: () => Promise<void>;
  /** What is known here may not be so any more: nobody new may enter. */
  readonly givenUp: (error: unknown) => void;
  readonly warn: (what: string, error: unknown) => void;
}

/** Pauses of an interviewer's typing that are shorter are none. */
const WRITING_PAUSE_MS = 60_000;
/** Of each side. */
const CONNECTIONS = 25;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class LiveSitting {
  readonly id: SittingId;
  readonly #parts: LiveSittingParts;
  readonly #members = new Set<SittingMember>();
  readonly #rooms: WhileUsed<Slug, CodeRoom>;
  readonly #moments: MomentLog;
  readonly #wroteAt = new Map<AccountId, number>();
  readonly #pointedAt = new Map<AccountId, string>();
  #row: StoredSitting;
  #looks = 0;
  /** What members know. */
  #toldClock: string;
  #toldPeople = '';
  #timer: NodeJS.Timeout | null = null;
  /** Of the candidate, as it is kept. */
  #opened: InterviewItem | null = null;
  #wasAway = false;
  #turn: Promise<unknown> = Promise.resolve();
  #refreshing: Promise<void> = Promise.resolve();
  /** Waits for the one before. */
  #refresh: Promise<void> | null = null;

  /** null: there is no such sitting. */
  static async open(id: SittingId, parts: LiveSittingParts): Promise<LiveSitting | null> {
    const [row, last] = await Promise.all([parts.store.sittings.get(id), parts.store.moments.last(id)]);
    return row === null ? null : new LiveSitting(row, last, parts);
  }

  private constructor(row: StoredSitting, lastMoment: number, parts: LiveSittingParts) {
    this.id = row.id;
    this.#row = row;
    this.#parts = parts;
    this.#moments = new MomentLog(row.id, lastMoment, parts.store.moments, {
      tell: (moment) => tell(this.#interviewers(), { kind: 'moment', moment }),
      warn: (error) => parts.warn(`a moment of sitting ${row.id} is lost`, error),
    });
    this.#rooms = new WhileUsed({
      open: (slug) => this.#openRoom(slug),
      settle: parts.settleRooms,
    });
    this.#toldClock = this.#clockText();
    this.#startTimer();
  }

  /** As it is now. */
  get sitting(): StoredSitting {
    return asOf(this.#row, this.#parts.now());
  }

  get hasInterviewers(): boolean {
    return this.#interviewers().length > 0;
  }

  /** Whether somebody may type now, as it is shown to them. Changes that were on their way are taken for some seconds more. */
  mayType(role: Tab['role']): boolean {
    const { state, settings } = this.sitting;
    return state === 'running' && (role === 'candidate' || settings.writeAlong);
  }

  enter(member: SittingMember): void {
    const wasHere = this.#candidateTabs().length > 0;
    this.#members.add(member);
    const { key: you, role } = member;
    tell([member], { kind: 'here', sitting: this.id, you, role });
    this.#tellClock([member]);
    if (role === 'candidate' && !wasHere) this.#record({ kind: 'connected' }, 0);
    this.#peopleChanged(0, member);
  }

  leave(member: SittingMember): void {
    if (!this.#members.delete(member)) return;
    if (member.role === 'candidate' && this.#candidateTabs().length === 0) this.#record({ kind: 'disconnected' }, 0);
    this.#peopleChanged(0);
  }

  look(member: SittingMember, item: InterviewItem | null, agoMs: number): void {
    member.item = item;
    member.lookedAt = ++this.#looks;
    this.#peopleChanged(agoMs);
  }

  setAway(member: SittingMember, away: boolean, agoMs: number): void {
    member.away = away;
    this.#peopleChanged(agoMs);
  }

  room(slug: Slug): Promise<Use<CodeRoom>> {
    return this.#rooms.use(slug);
  }

  /** null: nobody here has it open. */
  openRoom(slug: Slug): Promise<CodeRoom> | null {
    return this.#rooms.get(slug);
  }

  /** Whether one more of them may connect: neither side can keep the other out. */
  hasPlaceFor(role: Tab['role']): boolean {
    return (role === 'candidate' ? this.#candidateTabs() : this.#interviewers()).length < CONNECTIONS;
  }

  /** One after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  wroteAlong(by: AccountId, slug: Slug): void {
    const atMs = this.#parts.now().getTime();
    const before = this.#wroteAt.get(by) ?? Number.NEGATIVE_INFINITY;
    this.#wroteAt.set(by, atMs);
    if (atMs - before > WRITING_PAUSE_MS) this.#record({ kind: 'wrote-along', by, slug }, 0);
  }

  pointed(by: AccountId, slug: Slug, line: number): void {
    const place = `${slug} ${line}`;
    if (this.#pointedAt.get(by) === place) return;
    this.#pointedAt.set(by, place);
    this.#record({ kind: 'pointed', by, slug, line }, 0);
  }

  told(submission: SubmissionSummary): void {
    tell(this.#interviewers(), { kind: 'work', submission });
  }

  /** Something of it is another: the clock, a link, moments. When it cannot be read, everybody has to connect again. */
  notice(): Promise<void> {
    this.#moments.notice();
    // One after the other: an older reading never takes the place of a newer one. One that has not begun covers all until then.
    this.#refresh ??= this.#refreshing.then(() => {
      this.#refresh = null;
      this.#refreshing = this.#readAgain().catch((error: unknown) => this.#giveUp(error));
      return this.#refreshing;
    });
    return this.#refresh;
  }

  async typed(slug: Slug, seq: number): Promise<void> {
    (await this.#rooms.get(slug))?.notice(seq);
  }

  /** Notices may have been missed. */
  async lookAgain(): Promise<void> {
    await this.notice();
    for (const room of await Promise.allSettled(this.#rooms.all())) {
      if (room.status === 'fulfilled') room.value.lookAgain();
    }
  }

  settle(): Promise<void> {
    return this.#moments.settle();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #readAgain(): Promise<void> {
    const row = await this.#parts.store.sittings.get(this.id);
    if (row === null) {
      for (const member of this.#members) member.close(LIVE_CODE_CLOSE.unknown, 'there is no such sitting');
      return;
    }
    const began = this.#row.state === 'waiting' && row.state === 'running';
    this.#row = row;
    this.#startTimer();
    this.#clockChanged();
    if (began && this.#candidateTabs().length > 0) this.#record({ kind: 'connected' }, 0);
    for (const member of this.#candidateTabs()) member.recheck();
  }

  #giveUp(error: unknown): void {
    this.#parts.givenUp(error);
    for (const member of this.#members) member.again();
  }

  #openRoom(slug: Slug): Promise<CodeRoom> {
    return this.#parts.openRoom(this.sitting, slug, {
      pasted: (pastes) => {
        for (const { seq, at, delayed, fact } of pastes) {
          this.#moments.add({ kind: 'pasted', at, delayed, slug, seq, ...fact });
        }
      },
      givenUp: (error) => {
        this.#rooms.drop(slug);
        this.#parts.warn(`the code of ${slug} in sitting ${this.id} is read again`, error);
      },
    });
  }

  #candidateTabs(): SittingMember[] {
    return [...this.#members].filter(({ role }) => role === 'candidate');
  }

  #interviewers(): SittingMember[] {
    return [...this.#members].filter(({ role }) => role === 'interviewer');
  }

  /** Keeps what happened while the sitting goes on. */
  #record(moment: WithoutTime<NewMoment>, agoMs: number): void {
    const now = this.#parts.now();
    const { startedAt } = this.#row;
    if (startedAt === null || !isInTime(this.sitting, now)) return;
    const at = new Date(Math.max(startedAt.getTime(), now.getTime() - agoMs));
    this.#moments.add({ ...moment, at, delayed: agoMs >= DELAYED_AFTER_MS });
  }

  /** `newcomer` is told in any case. */
  #peopleChanged(agoMs: number, newcomer?: SittingMember): void {
    const people = peopleOf(this.#members);
    const candidate = people.find(({ role }) => role === 'candidate');
    if (candidate !== undefined) {
      if (candidate.away !== this.#wasAway) this.#record({ kind: candidate.away ? 'away' : 'back' }, agoMs);
      this.#wasAway = candidate.away;
      // A tab that has just come looks at something in a moment.
      if (this.#candidateTabs().some(({ lookedAt }) => lookedAt > 0)) this.#candidateOpened(candidate.item, agoMs);
    }
    const text = JSON.stringify(people);
    const told = text === this.#toldPeople ? (newcomer === undefined ? [] : [newcomer]) : this.#members;
    this.#toldPeople = text;
    tell(told, { kind: 'people', people });
  }

  #candidateOpened(item: InterviewItem | null, agoMs: number): void {
    if (!isSameItem(item, this.#opened)) this.#record({ kind: 'opened', item }, agoMs);
    this.#opened = item;
  }

  #clockChanged(): void {
    const clock = this.#clockText();
    if (clock === this.#toldClock) return;
    this.#toldClock = clock;
    this.#tellClock(this.#members);
  }

  #clockText(): string {
    const { state, endsAt } = this.sitting;
    return `${state} ${endsAt?.toISOString()}`;
  }

  #tellClock(members: Iterable<SittingMember>): void {
    const { state, endsAt } = this.sitting;
    const now = this.#parts.now().toISOString();
    for (const member of members) {
      tell([member], {
        kind: 'clock',
        ...{ state, endsAt: endsAt?.toISOString() ?? null, now, mayType: this.mayType(member.role) },
      });
    }
  }

  /** Until the time is up; whether it is, the clock says. */
  #startTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { state, endsAt } = this.sitting;
    if (state !== 'running' || endsAt === null) return;
    const leftMs = endsAt.getTime() - this.#parts.now().getTime();
    this.#timer = setTimeout(
      () => {
        this.#clockChanged();
        this.#startTimer();
      },
      Math.min(leftMs, LONGEST_TIMER_MS),
    );
    this.#timer.unref();
  }
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at' | 'delayed'> : never;
