/**
 * The code of one exercise in one sitting while somebody has it open on this server.
 *
 * Theory of operation. The rows of the log are the truth; the document in memory is what they make, and what is on its way
 * to become rows. A change is checked, passed on to everybody here at once, and handed to the writer; when its row is
 * committed, its sender is told. A notice of the feed that names a number above ours means that another server wrote: then
 * rows are read and passed on in the same way. When storing fails the room is given up: its members are asked to connect
 * again, a new room is made from the rows, and clients send what they were not told to be kept.
 */
import {
  type CodeSelection,
  DELAYED_AFTER_MS,
  LIVE_CODE_LIMITS,
  LiveCodeMessage,
  type PersonKey,
  SIZES,
  type TypedChange,
  type TypeRefusal,
} from '@lockstep/protocol';
import { type Appended, type CodeHead, type CodeKey, type NewChange, type Store, sizeOf } from '@lockstep/store';
import * as Y from 'yjs';
import type { Author, CodeDocument, OfferedChange, TakenChange } from './code-document.ts';
import type { DraftWriter } from './draft-writer.ts';
import type { LogWriter, Writes } from './log-writer.ts';
import type { PasteFact } from './pastes.ts';

/** A connection, to whoever passes something on to it. */
export interface RoomMember {
  readonly key: PersonKey;
  /** A message as JSON. */
  send(text: string): void;
  /** Has it connect again. */
  again(): void;
}

export interface StoredPaste {
  readonly seq: number;
  readonly at: Date;
  readonly delayed: boolean;
  readonly fact: PasteFact;
}

export interface RoomParts {
  readonly key: CodeKey;
  readonly document: CodeDocument;
  readonly head: CodeHead;
  readonly log: Pick<Store['liveCodes'], 'after'>;
  readonly writer: LogWriter;
  readonly drafts: Pick<DraftWriter, 'add'>;
  readonly visitorId: Parameters<DraftWriter['add']>[0]['visitorId'];
  readonly now: () => Date;
  /** The candidate pasted, and it is stored. */
  readonly pasted: (pastes: readonly StoredPaste[]) => void;
  /** Nobody new may come into this room. */
  readonly givenUp: (error: unknown) => void;
}

/** What waits to be stored together, and who is told then. */
interface Batch {
  readonly changes: NewChange[];
  /** By index of the change. */
  readonly pastes: { readonly index: number; readonly fact: PasteFact }[];
  readonly kept: Map<RoomMember, number>;
  /** The whole text after it. */
  text: string;
}

/** Less than a log may have, by what a message may add: so the store need not refuse what was shown already. */
const FULL_SIZE = LIVE_CODE_LIMITS.logBytes - LIVE_CODE_LIMITS.messageBytes;

export class CodeRoom implements Writes {
  readonly key: CodeKey;
  readonly #parts: RoomParts;
  readonly #members = new Set<RoomMember>();
  readonly #selections = new Map<PersonKey, CodeSelection>();
  readonly #points = new Map<PersonKey, string>();
  #head: CodeHead;
  #waiting = newBatch();
  #flying: Batch | null = null;
  /** The highest number that anybody named. */
  #noticed = 0;
  #mustLook = false;
  #following: Promise<void> | null = null;
  #failure: Error | null = null;

  constructor(parts: RoomParts) {
    this.key = parts.key;
    this.#parts = parts;
    this.#head = parts.head;
  }

  /** Why it was given up; null: it was not. */
  get failure(): Error | null {
    return this.#failure;
  }

  get text(): string {
    return this.#parts.document.text;
  }

  /** Lets somebody in, and tells what their copy lacks. False: the state vector is none. */
  join(member: RoomMember, vector: Uint8Array): boolean {
    const { document } = this.#parts;
    const update = document.lackedBy(vector);
    if (update === null) return false;
    this.#members.add(member);
    const { lastSeq: seq, lastAt } = this.#head;
    tell([member], {
      kind: 'joined',
      slug: this.key.slug,
      update: toBase64(update),
      vector: toBase64(document.vector),
      seq,
      savedAt: lastAt.toISOString(),
    });
    return true;
  }

  /** Shows somebody who has just come where the others are. `sees`: whose cursors. */
  showPlaces(member: RoomMember, sees: (person: PersonKey) => boolean): void {
    const { slug } = this.key;
    for (const [person, selection] of this.#selections) {
      if (person !== member.key && sees(person)) tell([member], { kind: 'cursor', person, slug, selection });
    }
    for (const [person, position] of this.#points) tell([member], { kind: 'pointed', person, slug, position });
  }

  leave(member: RoomMember): void {
    this.#members.delete(member);
    this.#waiting.kept.delete(member);
    this.#flying?.kept.delete(member);
    if ([...this.#members].some(({ key }) => key === member.key)) return;
    this.#selections.delete(member.key);
    this.#points.delete(member.key);
  }

  /** Takes what somebody typed. null: taken; the member is told once it is stored. */
  type(member: RoomMember, author: Author, number: number, changes: readonly TypedChange[]): TypeRefusal | null {
    const { document, now } = this.#parts;
    const offered: OfferedChange[] = changes.map(({ update, paste = false }) => ({
      update: fromBase64(update),
      paste,
    }));
    if (!this.#hasPlaceFor(offered)) return 'full';
    const taken = document.take(offered, author);
    if (taken.kind === 'refused') return taken.reason;
    const atMs = now().getTime();
    const added = taken.changes.flatMap((change, index) =>
      change === null ? [] : [{ change, agoMs: changes[index]?.agoMs ?? 0 }],
    );
    for (const { change, agoMs } of added) {
      this.#wait(change, author, new Date(atMs - agoMs), agoMs >= DELAYED_AFTER_MS);
    }
    this.#keep(member, number);
    this.#passOn(
      added.map(({ change }) => change.update),
      member.key,
      member,
    );
    return null;
  }

  /** Makes the text this one, as the candidate's edit. False: the log is full. */
  edit(text: string): boolean {
    if (!this.#hasPlaceFor([{ update: new Uint8Array(SIZES.sourceBytes) }])) return false;
    const change = this.#parts.document.edit(text);
    if (change === null) return true;
    this.#wait(change, null, this.#parts.now(), false);
    this.#passOn([change.update], 'candidate', null);
    return true;
  }

  select(member: RoomMember, selection: CodeSelection | null, sees: (member: RoomMember) => boolean): void {
    if (selection === null) this.#selections.delete(member.key);
    else this.#selections.set(member.key, selection);
    const others = [...this.#members].filter((other) => other.key !== member.key && sees(other));
    tell(others, { kind: 'cursor', person: member.key, slug: this.key.slug, selection });
  }

  /** Shows everybody a line. Returns it, counted from 1; null: none is shown, or it is no position of this text. */
  point(member: RoomMember, position: string | null): number | null {
    const line = position === null ? null : this.#parts.document.lineOf(fromBase64(position));
    if (line === null || position === null) this.#points.delete(member.key);
    else this.#points.set(member.key, position);
    const shown = line === null ? null : position;
    const others = [...this.#members].filter((other) => other !== member);
    tell(others, { kind: 'pointed', person: member.key, slug: this.key.slug, position: shown });
    return line;
  }

  /** There are changes in the log up to that number. */
  notice(seq: number): void {
    this.#noticed = Math.max(this.#noticed, seq);
    // What is being written just now is likely to be what the notice is about.
    if (this.#flying === null) this.#catchUp();
  }

  /** Notices may have been missed. */
  lookAgain(): void {
    this.#mustLook = true;
    if (this.#flying === null) this.#catchUp();
  }

  /** Has the draft brought to where the code is. What is on its way is in the text already, and brings its own. */
  bringDraft(): void {
    if (this.#flying === null && this.#waiting.changes.length === 0) this.#saveDraft(this.text);
  }

  next(): readonly NewChange[] {
    if (this.#failure !== null || this.#waiting.changes.length === 0) return [];
    this.#flying = this.#waiting;
    this.#flying.text = this.text;
    this.#waiting = newBatch();
    return this.#flying.changes;
  }

  stored(answer: Appended): void {
    const batch = this.#flying;
    if (answer.kind !== 'stored' || batch === null) throw new Error(`the log cannot take more: ${answer.kind}`);
    this.#flying = null;
    const { before, head } = answer;
    if (before === this.#head.lastSeq) {
      this.#head = head;
      this.#saveDraft(batch.text);
    } else this.#noticed = Math.max(this.#noticed, head.lastSeq);
    const savedAt = this.#parts.now().toISOString();
    for (const [member, number] of batch.kept) {
      tell([member], { kind: 'kept', slug: this.key.slug, number, savedAt });
    }
    const pastes = batch.pastes.flatMap(({ index, fact }) => {
      const change = batch.changes[index];
      return change === undefined ? [] : [{ seq: before + index + 1, at: change.at, delayed: change.delayed, fact }];
    });
    if (pastes.length > 0) this.#parts.pasted(pastes);
    this.#catchUp();
  }

  failed(error: unknown): void {
    if (this.#failure !== null) return;
    this.#failure = error instanceof Error ? error : new Error(String(error));
    this.#parts.givenUp(error);
    for (const member of this.#members) member.again();
  }

  #hasPlaceFor(changes: readonly { readonly update: Uint8Array }[]): boolean {
    const waits = sizeOf(this.#waiting.changes) + sizeOf(this.#flying?.changes ?? []);
    return this.#head.size + waits + sizeOf(changes) <= FULL_SIZE;
  }

  #wait(change: TakenChange, author: Author, at: Date, delayed: boolean): void {
    const index = this.#waiting.changes.length;
    this.#waiting.changes.push({ at, delayed, author, paste: change.paste, update: change.update });
    for (const fact of change.pastes) this.#waiting.pastes.push({ index, fact });
    this.#parts.writer.add(this);
  }

  /** Tells the member once everything that came up to now is stored. */
  #keep(member: RoomMember, number: number): void {
    const batch = this.#waiting.changes.length > 0 ? this.#waiting : this.#flying;
    if (batch !== null) batch.kept.set(member, number);
    else {
      const savedAt = this.#head.lastAt.toISOString();
      tell([member], { kind: 'kept', slug: this.key.slug, number, savedAt });
    }
  }

  #passOn(updates: readonly Uint8Array[], by: PersonKey, sender: RoomMember | null): void {
    const others = [...this.#members].filter((member) => member !== sender);
    const [first, ...more] = updates;
    if (first === undefined || others.length === 0) return;
    const update = toBase64(more.length === 0 ? first : Y.mergeUpdates([...updates]));
    tell(others, { kind: 'typed', slug: this.key.slug, update, by });
  }

  #catchUp(): void {
    if (this.#failure !== null || this.#following !== null) return;
    if (!this.#mustLook && this.#noticed <= this.#head.lastSeq) return;
    this.#mustLook = false;
    const noticed = this.#noticed;
    this.#following = this.#follow()
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.#following = null;
        // The last read may have been before what was noticed meanwhile.
        if (this.#mustLook || this.#noticed > noticed) this.#catchUp();
      });
  }

  async #follow(): Promise<void> {
    const { log, document } = this.#parts;
    for (;;) {
      const rows = await log.after(this.key, this.#head.lastSeq);
      for (const { seq, at, author, update } of rows) {
        const effect = document.follow(update, author);
        if (effect !== null) this.#passOn([effect], author ?? 'candidate', null);
        this.#head = { lastSeq: seq, lastAt: at, size: this.#head.size + sizeOf([{ update }]) };
      }
      if (rows.length === 0) break;
    }
    this.bringDraft();
  }

  #saveDraft(source: string): void {
    const { drafts, visitorId } = this.#parts;
    drafts.add({ ...this.key, visitorId, seq: this.#head.lastSeq, source });
  }
}

function newBatch(): Batch {
  return { changes: [], pastes: [], kept: new Map(), text: '' };
}

/** Sends a message to all of them. What goes out is checked, once. */
export function tell(members: Iterable<Pick<RoomMember, 'send'>>, message: LiveCodeMessage): void {
  const text = JSON.stringify(LiveCodeMessage.parse(message));
  for (const member of members) member.send(text);
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

export function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
