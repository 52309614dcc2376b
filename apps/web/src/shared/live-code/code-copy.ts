/**
 * This page's copy of the code of one exercise in one sitting: what is typed here goes to the server, what others type
 * comes in.
 *
 * Invariants: a change stays in `#unsent`, and with an outbox in this browser, until the server has said that it is kept;
 * after each (re)connection the copy joins again and sends what is left, so a lost message, answer or server loses
 * nothing. The text only changes by the hands of whoever types, here or elsewhere; where the server cannot take a
 * change, the copy is replaced by a fresh one as a whole (`SharedText.id` then differs), and what could not stay is
 * handed out.
 */
import { CODE_TEXT, LIVE_CODE_LIMITS, type LiveCodeMessage } from '@lockstep/protocol';
import * as Y from 'yjs';
import { fromBase64, toBase64 } from './base64.ts';
import { COPY_TIMES, type CopyPorts, type CopySnapshot, type CopyStanding, type SharedText } from './copy-ports.ts';
import { LateText } from './late-text.ts';
import type { KeptTyping } from './outbox.ts';
import { OutboxWriter } from './outbox-writer.ts';
import { replacement } from './replacement.ts';
import { UnsentQueue } from './unsent-queue.ts';

/** A copy that is refused as often as this is no longer sent. */
const MOST_RESTARTS = 3;

/** Who made a change of the document that did not come from this page's user. */
const ELSEWHERE = 'elsewhere';

/** Of an update in which nothing is. */
const EMPTY_BYTES = 2;

interface OwnText extends SharedText {
  readonly doc: Y.Doc;
}

type Message<Kind extends LiveCodeMessage['kind']> = Extract<LiveCodeMessage, { kind: Kind }>;

export class CodeCopy {
  readonly #ports: CopyPorts;
  readonly #lateText: LateText | null;
  readonly #listeners = new Set<() => void>();
  readonly #unsent = new UnsentQueue();
  readonly #writer: OutboxWriter;
  #current: OwnText = emptyText(1);
  /** What takes the place of the current one once it is loaded, and whose text it then has. */
  #fresh: { readonly shared: OwnText; readonly keep: 'mine' | 'theirs' } | null = null;
  #snapshot: CopySnapshot = { shared: null, standing: { kind: 'loading' }, leftOut: null };
  #shown = false;
  #joined = false;
  /** Something may be here that the server lacks, although it is not among the unsent. */
  #mayHaveMore = false;
  #last: { readonly seq: number; readonly savedAt: string } | null = null;
  #late = false;
  #lateSent = false;
  /** What the server said of the text that came late. */
  #lateSaid: string | null = null;
  #refusal: string | null = null;
  #gapTried = false;
  #restarts = 0;
  #leftOut: string | null = null;
  #pasting = false;
  /** The state as it was stored last; null: it lacks what the unsent changes may rest on. */
  #state: Uint8Array | null = null;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #sendTimer: unknown = null;
  #answerTimer: unknown = null;

  constructor(ports: CopyPorts) {
    this.#ports = ports;
    const { slug, timers, outbox, saveLate } = ports;
    this.#writer = new OutboxWriter(outbox, timers, () => this.#toKeep());
    const text = () => (this.#isLate() && !this.#lateSent ? this.source : null);
    this.#lateText =
      saveLate === null
        ? null
        : new LateText({
            ...{ slug, timers, save: saveLate, text },
            onArrived: (source, said) => this.#lateArrived(source, said),
            // What is here would come twice.
            onTaken: () => this.#restart('mine'),
          });
    this.#observe(this.#current);
    this.#restore();
  }

  readonly snapshot = (): CopySnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether the server is known to have all. */
  get isSettled(): boolean {
    return this.#unsent.isEmpty && this.#fresh === null;
  }

  /** All of it, or null before there is any. */
  get source(): string | null {
    return this.#shown ? this.#current.text.toString() : null;
  }

  /** The connection is open: begins, or goes on where it was. */
  connected(): void {
    this.#join();
  }

  disconnected(): void {
    this.#joined = false;
    this.#unsent.cutOff();
    this.#ports.timers.clear(this.#answerTimer);
    this.#answerTimer = null;
    this.#say();
  }

  /** One may type (again): what was too late is not any more. */
  allowed(): void {
    if (!this.#late && this.#unsent.isEmpty) return;
    this.#late = false;
    this.#lateSent = false;
    this.#lateSaid = null;
    this.#join();
  }

  /** What is inserted next was pasted. */
  pasting(): void {
    this.#pasting = true;
  }

  /** Keeps and sends now what waits. */
  flush(): void {
    this.#store();
    this.#send();
  }

  /** Whoever typed it has decided about the text that was left out. */
  forgetLeftOut(): void {
    this.#leftOut = null;
    this.#store();
    this.#say();
  }

  receive(message: Message<'joined' | 'typed' | 'kept' | 'refused'>): void {
    if (message.kind === 'joined') this.#onJoined(message);
    else if (message.kind === 'typed') this.#onTyped(message);
    else if (message.kind === 'kept') this.#onKept(message);
    else this.#onRefused(message);
  }

  stop(): void {
    this.flush();
    this.#writer.stop();
    this.#lateText?.stop();
    for (const timer of [this.#sendTimer, this.#answerTimer]) this.#ports.timers.clear(timer);
    this.#listeners.clear();
  }

  #restore(): void {
    const left = this.#ports.outbox?.take() ?? [];
    if (left.length === 0) return;
    const { doc } = this.#current;
    for (const { state, changes, leftOut } of left) {
      try {
        Y.applyUpdateV2(doc, state, ELSEWHERE);
        for (const { update } of changes) Y.applyUpdate(doc, update, ELSEWHERE);
      } catch {
        // Cut off in storage: the others are whole.
        continue;
      }
      this.#unsent.addLeft(changes);
      this.#leftOut ??= leftOut;
    }
    this.#lateSent = left.every(({ lateSent }) => lateSent);
    this.#shown = !this.#unsent.isEmpty;
    this.#mayHaveMore = this.#shown;
    this.#store();
    this.#say();
  }

  #observe({ doc }: OwnText): void {
    doc.on('update', (update: Uint8Array, _origin: unknown, of: Y.Doc, transaction: Y.Transaction) => {
      if (of !== this.#current.doc) return;
      if (transaction.local) this.#typed(update);
      // What is typed here is among the unsent.
      else this.#state = null;
    });
  }

  #typed(update: Uint8Array): void {
    const { now, line, timers } = this.#ports;
    const change = { atMs: now(), update, paste: this.#pasting };
    this.#pasting = false;
    this.#lateSent = false;
    this.#lateSaid = null;
    if (!this.#unsent.add(change, this.#joined ? COPY_TIMES.sendMs : COPY_TIMES.apartMs)) {
      this.#state = null;
      if (this.#fresh?.keep !== 'mine') this.#restart('mine');
    }
    this.#storeSoon();
    if (this.#joined && line.mayTry()) {
      const pause = Math.max(0, this.#sentAtMs + COPY_TIMES.sendMs - now());
      this.#sendTimer ??= timers.set(() => this.#send(), pause);
    }
    this.#say();
  }

  #send(): void {
    const { slug, line, timers, now } = this.#ports;
    timers.clear(this.#sendTimer);
    this.#sendTimer = null;
    const takes = this.#joined && line.mayTry() && !this.#late && this.#refusal === null && this.#fresh === null;
    if (!takes || this.#unsent.isEmpty) return;
    this.#sentAtMs = now();
    this.#unsent.send(this.#sentAtMs, (changes) => {
      const number = line.nextNumber();
      return line.send({ kind: 'type', slug, number, changes: [...changes] }) ? number : null;
    });
    this.#expectAnswer();
  }

  /** A connection may be dead without being told so. */
  #expectAnswer(): void {
    const { timers, line } = this.#ports;
    timers.clear(this.#answerTimer);
    const waits = this.#unsent.isUnderWay || !this.#joined;
    this.#answerTimer = waits ? timers.set(() => line.restart(), COPY_TIMES.answerMs) : null;
  }

  #join(): void {
    const { slug, line } = this.#ports;
    const { doc } = this.#fresh?.shared ?? this.#current;
    this.#joined = false;
    this.#unsent.cutOff();
    if (line.send({ kind: 'join', slug, vector: toBase64(Y.encodeStateVector(doc)) })) this.#expectAnswer();
  }

  #onJoined({ update, vector, seq, savedAt }: Message<'joined'>): void {
    const again = this.#mayHaveMore;
    this.#last = { seq, savedAt };
    this.#joined = true;
    this.#mayHaveMore = true;
    if (this.#fresh === null) Y.applyUpdate(this.#current.doc, fromBase64(update), ELSEWHERE);
    else this.#takeFresh(this.#fresh, fromBase64(update));
    this.#shown = true;
    this.#expectAnswer();
    this.#send();
    if (again) this.#sendRest(fromBase64(vector));
    this.#storeSoon();
    this.#say();
  }

  /** What somebody else typed may have been shown here and lost with a server before it was stored. */
  #sendRest(vector: Uint8Array): void {
    const { slug, line } = this.#ports;
    if (!line.mayTry() || this.#late || this.#refusal !== null) return;
    const rest = Y.encodeStateAsUpdate(this.#current.doc, vector);
    if (rest.length <= EMPTY_BYTES || rest.length > LIVE_CODE_LIMITS.changeBytes) return;
    line.send({ kind: 'type', slug, number: line.nextNumber(), changes: [{ agoMs: 0, update: toBase64(rest) }] });
  }

  #onTyped({ update }: Message<'typed'>): void {
    if (!this.#shown) return;
    const { doc } = this.#current;
    Y.applyUpdate(doc, fromBase64(update), ELSEWHERE);
    // Something before it is missing here.
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) this.#join();
  }

  #onKept({ number, savedAt }: Message<'kept'>): void {
    this.#gapTried = false;
    this.#unsent.kept(number);
    this.#last = { seq: Math.max(2, this.#last?.seq ?? 0), savedAt };
    this.#state = null;
    this.#expectAnswer();
    this.#storeSoon();
    this.#say();
  }

  #onRefused({ number, reason, detail }: Message<'refused'>): void {
    // That of a copy which was replaced meanwhile.
    if (!this.#unsent.refused(number)) return;
    this.#expectAnswer();
    switch (reason) {
      case 'late':
        this.#late = true;
        break;
      case 'full':
        this.#refusal = detail;
        break;
      case 'too-long':
      case 'not-allowed':
        this.#restart('theirs');
        break;
      case 'gap':
        if (this.#gapTried) this.#restart('mine');
        else this.#join();
        this.#gapTried = true;
        break;
      case 'unreadable':
        this.#restart('mine');
        break;
      default:
        reason satisfies never;
    }
    this.#say();
  }

  /** Begins with an empty copy. Until it is loaded one goes on in the old one. */
  #restart(keep: 'mine' | 'theirs'): void {
    this.#restarts += 1;
    if (this.#restarts > MOST_RESTARTS) this.#refusal ??= '';
    else {
      this.#fresh = { shared: emptyText(this.#current.id + 1), keep };
      this.#join();
    }
  }

  #takeFresh(
    { shared, keep }: { readonly shared: OwnText; readonly keep: 'mine' | 'theirs' },
    update: Uint8Array,
  ): void {
    const mine = this.#current.text.toString();
    Y.applyUpdate(shared.doc, update, ELSEWHERE);
    const theirs = shared.text.toString();
    this.#fresh = null;
    this.#current = shared;
    this.#observe(shared);
    this.#unsent.clear();
    this.#state = null;
    this.#mayHaveMore = false;
    if (mine === theirs) return;
    if (keep === 'theirs') {
      this.#leftOut = mine;
      return;
    }
    const { from, to, insert } = replacement(theirs, mine);
    shared.doc.transact(() => {
      shared.text.delete(from, to - from);
      shared.text.insert(from, insert);
    });
  }

  #storeSoon(): void {
    this.#writer.soon(() => this.#say());
  }

  #store(): void {
    if (this.#writer.now()) this.#say();
  }

  /** What must not be lost with the page; null: the server has all of it. */
  #toKeep(): KeptTyping | null {
    if (this.isSettled && this.#leftOut === null) return null;
    this.#state ??= Y.encodeStateAsUpdateV2(this.#current.doc);
    const { changes } = this.#unsent;
    return { state: this.#state, changes, lateSent: this.#lateSent, leftOut: this.#leftOut };
  }

  #lateArrived(source: string, said: string): void {
    if (source !== this.source) return;
    this.#lateSent = true;
    this.#lateSaid = said;
    this.#store();
    this.#say();
  }

  #isLate(): boolean {
    return this.#late && !this.#unsent.isEmpty;
  }

  #standing(): CopyStanding {
    if (!this.#shown) return { kind: 'loading' };
    if (this.#refusal !== null) return { kind: 'refused', detail: this.#refusal };
    if (this.#isLate()) return { kind: 'late', said: this.#lateSaid };
    if (!this.isSettled) return this.#joined ? { kind: 'sending' } : { kind: 'cut-off', stored: this.#writer.isStored };
    if (this.#last === null) return { kind: 'loading' };
    return { kind: 'kept', at: this.#last.savedAt, untouched: this.#last.seq <= 1 };
  }

  #say(): void {
    this.#lateText?.soon();
    const { id, text } = this.#current;
    const before = this.#snapshot;
    const shared = !this.#shown ? null : before.shared?.id === id ? before.shared : { id, text };
    const standing = this.#standing();
    const leftOut = this.#leftOut;
    if (isSame(before.standing, standing) && before.shared === shared && before.leftOut === leftOut) return;
    this.#snapshot = { shared, standing, leftOut };
    for (const listener of this.#listeners) listener();
  }
}

function emptyText(id: number): OwnText {
  const doc = new Y.Doc();
  return { id, doc, text: doc.getText(CODE_TEXT) };
}

function isSame(a: CopyStanding, b: CopyStanding): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
