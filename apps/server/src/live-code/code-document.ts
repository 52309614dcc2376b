/**
 * The code of one exercise in one sitting, as a document in memory.
 *
 * Invariants: it holds exactly what was taken, in one text; nothing in it waits for changes that are missing; each Yjs
 * client belongs to one person. A change that is refused leaves no trace. What is stored and passed on is never the bytes
 * that came, but what they changed here, written by Yjs itself.
 */
import { type AccountId, CODE_TEXT, SIZES, type TypeRefusal } from '@lockstep/protocol';
import * as Y from 'yjs';
import { changeOf, mayBePaste, type PasteFact, pastesOf, Removed } from './pastes.ts';
import { type ReadUpdate, readUpdate } from './read-update.ts';

/** Who types; null: the candidate. */
export type Author = AccountId | null;

export interface OfferedChange {
  readonly update: Uint8Array;
  /** The browser said that it is a paste. */
  readonly paste: boolean;
}

export interface TakenChange {
  readonly update: Uint8Array;
  readonly paste: boolean;
  /** Of the candidate's changes only. */
  readonly pastes: readonly PasteFact[];
}

export type Taken =
  /** In the order of the changes; null: it adds nothing to what was there. */
  | { readonly kind: 'taken'; readonly changes: readonly (TakenChange | null)[] }
  | { readonly kind: 'refused'; readonly reason: Extract<TypeRefusal, 'too-long' | 'gap' | 'unreadable'> };

interface Applied {
  readonly read: ReadUpdate;
  readonly effect: Uint8Array | null;
  readonly paste: boolean;
  /** The text before and after it, where that has to be known. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Of the change with which a log begins: the same on every server. Nobody types as this client. */
const FIRST_CLIENT = 1;
/** So many changes are kept apart before they are put together. */
const KEPT_APART = 500;
/** A character of UTF-16 has at most three bytes. */
const SURELY_SHORT = Math.floor(SIZES.sourceBytes / 3);

const encoder = new TextEncoder();

/** The change with which a log begins. Pure. */
export function firstChange(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = FIRST_CLIENT;
  doc.getText(CODE_TEXT).insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

export class CodeDocument {
  #doc = newDocument();
  readonly #owners = new Map<number, Author | 'nobody'>([[FIRST_CLIENT, 'nobody']]);
  readonly #removed = new Removed();
  /** All that was taken, so that it can be made again without what was refused. */
  #base: Uint8Array = Y.encodeStateAsUpdate(this.#doc);
  #since: Uint8Array[] = [];

  get text(): string {
    return this.#doc.getText(CODE_TEXT).toString();
  }

  /** The state vector: what a client need not send. */
  get vector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** What a copy with this state vector lacks; null: it is none. */
  lackedBy(vector: Uint8Array): Uint8Array | null {
    try {
      return Y.encodeStateAsUpdate(this.#doc, vector);
    } catch {
      return null;
    }
  }

  /** Takes changes out of the log, in its order. They were checked when they were stored. */
  load(changes: readonly { readonly update: Uint8Array; readonly author: Author }[]): void {
    const { clients } = this.#doc.store;
    this.#doc.transact(() => {
      for (const { update, author } of changes) {
        const removes = endsWithDeletions(update) && Removed.isWorth(readUpdate(update)?.deleted ?? 0);
        const before = removes ? this.text : null;
        const known = clients.size;
        Y.applyUpdate(this.#doc, update);
        if (before !== null) this.#removed.remember(before, this.text);
        if (clients.size > known) this.#own(clients, author);
      }
    });
    this.#putTogether();
  }

  /** Takes a change out of the log that another server stored. Returns what it changed here; null: nothing. */
  follow(update: Uint8Array, author: Author): Uint8Array | null {
    const read = readUpdate(update);
    if (read === null) return null;
    const before = Removed.isWorth(read.deleted) ? this.text : null;
    const effect = this.#watched(() => Y.applyUpdate(this.#doc, update));
    if (before !== null) this.#removed.remember(before, this.text);
    this.#own(read.clocks, author);
    if (effect !== null) this.#keep([effect]);
    return effect;
  }

  /** Takes all of the changes or none. */
  take(changes: readonly OfferedChange[], author: Author): Taken {
    const applied: Applied[] = [];
    for (const { update, paste } of changes) {
      const read = readUpdate(update);
      if (read === null || !this.#mayOwn(read, author)) return this.#takeBack('unreadable');
      const removes = Removed.isWorth(read.deleted);
      const pastes = author === null && mayBePaste(read.insertions, paste);
      const before = removes || pastes ? this.text : null;
      let effect: Uint8Array | null;
      try {
        effect = this.#watched(() => Y.applyUpdate(this.#doc, update));
      } catch {
        return this.#takeBack('unreadable');
      }
      const { pendingStructs, pendingDs } = this.#doc.store;
      if (pendingStructs !== null || pendingDs !== null) return this.#takeBack('gap');
      if (this.#doc.share.size > 1) return this.#takeBack('unreadable');
      applied.push({ read, effect, paste, before, after: removes ? this.text : null });
    }
    if (this.#isTooLong()) return this.#takeBack('too-long');
    const taken = applied.map((one) => this.#taken(one, author));
    this.#keep(taken.flatMap((one) => (one === null ? [] : [one.update])));
    return { kind: 'taken', changes: taken };
  }

  /** Makes the text this one, by the smallest edit. null: it is this one already. */
  edit(text: string): TakenChange | null {
    const before = this.text;
    if (before === text) return null;
    const { from, removed, inserted } = changeOf(before, text);
    const source = this.#doc.getText(CODE_TEXT);
    const effect = this.#watched(() =>
      this.#doc.transact(() => {
        source.delete(from, removed);
        source.insert(from, inserted);
      }),
    );
    if (effect === null) return null;
    this.#owners.set(this.#doc.clientID, null);
    if (Removed.isWorth(removed)) this.#removed.remember(before, text);
    this.#keep([effect]);
    return { update: effect, paste: false, pastes: this.#pastes(effect, false, before) };
  }

  /** The line (from 1) of an encoded relative position, as the text is now; null: it is none in this text. */
  lineOf(position: Uint8Array): number | null {
    try {
      const relative = Y.decodeRelativePosition(position);
      const absolute = Y.createAbsolutePositionFromRelativePosition(relative, this.#doc);
      if (absolute === null || absolute.type !== this.#doc.getText(CODE_TEXT)) return null;
      return this.text.slice(0, absolute.index).split('\n').length;
    } catch {
      return null;
    }
  }

  /** What is known of a change once it is sure that it stays. */
  #taken({ read, effect, paste, before, after }: Applied, author: Author): TakenChange | null {
    this.#own(read.clocks, author);
    if (before !== null && after !== null) this.#removed.remember(before, after);
    if (effect === null) return null;
    const facts = author === null && before !== null ? this.#pastes(effect, paste, before) : [];
    return { update: effect, paste, pastes: facts };
  }

  /** What `change` did to the document, as one update; null: nothing. */
  #watched(change: () => void): Uint8Array | null {
    let effect: Uint8Array | null = null;
    const see = (update: Uint8Array): void => {
      effect = update;
    };
    this.#doc.on('update', see);
    try {
      change();
    } finally {
      this.#doc.off('update', see);
    }
    return effect;
  }

  #pastes(effect: Uint8Array, marked: boolean, before: string): readonly PasteFact[] {
    return pastesOf(readUpdate(effect)?.insertions ?? [], marked, before, this.#removed);
  }

  /** Nobody adds in the name of somebody else: whose clock was moved on could type no more. */
  #mayOwn({ clocks }: ReadUpdate, author: Author): boolean {
    for (const [client, clock] of clocks) {
      const owner = this.#owners.get(client);
      if (owner !== undefined && owner !== author && clock > Y.getState(this.#doc.store, client)) return false;
    }
    return true;
  }

  /** Clients that are new belong to whoever brings them. */
  #own(clients: ReadonlyMap<number, unknown>, author: Author): void {
    for (const client of clients.keys()) if (!this.#owners.has(client)) this.#owners.set(client, author);
  }

  #isTooLong(): boolean {
    if (this.#doc.getText(CODE_TEXT).length <= SURELY_SHORT) return false;
    return encoder.encode(this.text).length > SIZES.sourceBytes;
  }

  #keep(effects: readonly Uint8Array[]): void {
    this.#since.push(...effects);
    if (this.#since.length >= KEPT_APART) this.#putTogether();
  }

  #putTogether(): void {
    this.#base = Y.encodeStateAsUpdate(this.#doc);
    this.#since = [];
  }

  /** Makes the document again, of what was taken. */
  #takeBack(reason: 'too-long' | 'gap' | 'unreadable'): Taken {
    this.#doc.destroy();
    this.#doc = newDocument();
    this.#doc.transact(() => {
      for (const update of [this.#base, ...this.#since]) Y.applyUpdate(this.#doc, update);
    });
    return { kind: 'refused', reason };
  }
}

/** An update ends with the ranges that it deletes: lengths, which are never 0; or with their number, 0. Saves reading most of a log twice. */
function endsWithDeletions(update: Uint8Array): boolean {
  return update.at(-1) !== 0;
}

function newDocument(): Y.Doc {
  const doc = new Y.Doc();
  doc.getText(CODE_TEXT);
  return doc;
}
