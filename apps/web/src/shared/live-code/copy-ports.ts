/** What a copy of a code needs from outside, and what it tells. */
import type { LiveCodeRequest, Slug } from '@lockstep/protocol';
import type * as Y from 'yjs';
import type { Timers } from '../api/steady-socket.ts';
import type { Outbox } from './outbox.ts';

/** The connection that it goes over. */
export interface Line {
  /** False when it is not open. */
  send(request: LiveCodeRequest): boolean;
  /** Rises, also from one connection to the next. */
  nextNumber(): number;
  /** Whether it is worth sending what is typed: it is taken as far as is known, or the server must say that it is late. */
  mayTry(): boolean;
  /** The connection does not answer. */
  restart(): void;
}

export interface CopyPorts {
  readonly slug: Slug;
  readonly line: Line;
  readonly timers: Timers;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** null: what is not sent is lost with the page. */
  readonly outbox: Outbox | null;
  /** Sends a text that came late; see `LatePorts.save`. null: nobody wants such texts of this person. */
  readonly saveLate: ((slug: Slug, source: string) => Promise<unknown>) | null;
}

export interface SharedText {
  /** Another one stands for another document: whoever shows the text begins anew with it. */
  readonly id: number;
  readonly text: Y.Text;
}

export type CopyStanding =
  | { readonly kind: 'loading' }
  /** All of it is at the server, since `at`. `untouched`: nothing was ever typed. */
  | { readonly kind: 'kept'; readonly at: string; readonly untouched: boolean }
  | { readonly kind: 'sending' }
  /** No connection. `stored`: in this browser. */
  | { readonly kind: 'cut-off'; readonly stored: boolean }
  /** It was typed after the end, or came after it. `said`: by the server, once it has it apart. */
  | { readonly kind: 'late'; readonly said: string | null }
  /** The server takes nothing more; the text can still be submitted. `detail`: by the server, or empty. */
  | { readonly kind: 'refused'; readonly detail: string };

export interface CopySnapshot {
  /** null: there is nothing to show yet. */
  readonly shared: SharedText | null;
  readonly standing: CopyStanding;
  /** A text that could not stay. */
  readonly leftOut: string | null;
}

/** `sendMs`: between two messages. `apartMs`: what is typed in it without a connection is one change. */
export const COPY_TIMES = { sendMs: 50, apartMs: 1_000, storeMs: 200, answerMs: 10_000 } as const;
