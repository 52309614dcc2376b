/**
 * Live code: what a candidate types in a sitting, seen by interviewers as it is typed, kept, and played back afterwards.
 *
 * Terms. The code of one exercise in one sitting is a Yjs document with one `Y.Text`, named `source` (`CODE_TEXT`), and
 * nothing else. A change is one update of that document (update format 1, in base64). A person is the candidate, or an
 * interviewer, however many tabs are open. A moment is a fact of the sitting: something was pasted, the page was left.
 *
 * The way of a connection, at `/api/live-code` (interviewers: `/api/live-code?sitting=<id>`; candidates are known by their
 * cookie, and with `?page=<id>` refused where that is another sitting's by then):
 *
 * 1. The server says `here`, `clock` and `people`; and each of these again when it changes.
 * 2. The client sends `join` with the state vector of its copy (an empty one is fine), and gets `joined`. It applies `update`,
 *    then sends as `type` whatever was never acknowledged, or `Y.encodeStateAsUpdate(doc, vector)`: what the server lacks.
 * 3. The client sends `type` for what its user types, and keeps it in its own storage until `kept` names its number. What
 *    others type comes as `typed`. Applying a change twice is harmless on both sides.
 * 4. After a broken connection (a close with 1013 included) it starts again at 1, with some patience that grows. Sending
 *    what was acknowledged already stores nothing twice.
 *
 * Whoever is too fast, sends nonsense, or was signed out is closed (`LIVE_CODE_CLOSE`).
 */
import { z } from 'zod';
import { AccountId } from './account.ts';
import { LIVE_SIGNED_OUT, Problem, SubmissionSummary } from './api.ts';
import { Slug } from './ids.ts';
import { InterviewItem, SittingId, SittingState } from './interview.ts';

/** The name of the one text in a document. */
export const CODE_TEXT = 'source';

export const LIVE_CODE_LIMITS = {
  /** A message of a client, as UTF-8. */
  messageBytes: 256 * 1024,
  /** One change, decoded. */
  changeBytes: 128 * 1024,
  /** Changes in one message. */
  changes: 200,
  /** All changes of one exercise in one sitting, decoded. */
  logBytes: 8 * 1024 * 1024,
  /** Longest time that a client may say to have had something with it. */
  agoMs: 24 * 3_600_000,
  /** Messages of one connection in a second, over a longer time. Up to ten times as many at once are fine. */
  messagesPerSecond: 40,
  /** Moments that are kept of one sitting. */
  moments: 5_000,
} as const;

/** An insertion of one change that is as long as this is taken for a paste, whether the browser said so or not. */
export const PASTE_SIZE = { characters: 80, lines: 3 } as const;

/** What came later than so many milliseconds after it was typed counts as delayed: when it was typed is the browser's word. */
export const DELAYED_AFTER_MS = 3_000;

/** Close codes of the websocket, besides those of RFC 6455. */
export const LIVE_CODE_CLOSE = {
  /** Nothing is wrong with what was sent; connect again after a moment. */
  tryAgain: 1_013,
  /** Too many messages that make no sense. */
  nonsense: 1_008,
  signedOut: LIVE_SIGNED_OUT,
  /** Not, or no longer, somebody who may be here: no sitting in this browser, its link was replaced, it was withdrawn. */
  notAllowed: 4_403,
  /** There is no such sitting. */
  unknown: 4_404,
} as const;

/** RFC 4648, section 4. */
const Base64 = z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'not in base64');
/** 4 characters for 3 bytes. */
const base64 = (bytes: number) => Base64.max(Math.ceil(bytes / 3) * 4);
const Update = base64(LIVE_CODE_LIMITS.changeBytes).min(1);
const StateVector = base64(16 * 1024);
/** `Y.encodeRelativePosition` of a position in the text. The server looks into it only to name the line that was pointed at. */
const Position = base64(120).min(1);
/** How long ago, by a clock of the client that does not jump: 0 for just now. */
const AgoMs = z.int().min(0).max(LIVE_CODE_LIMITS.agoMs);

/**
 * Who is here: `candidate`, or the id of an interviewer's account. Stable: the same in every connection, on every server,
 * and in what is played back.
 */
export const PersonKey = z.union([z.literal('candidate'), AccountId]);
export type PersonKey = z.infer<typeof PersonKey>;

/** Where somebody's cursor is: both ends of the selection, equal for a mere cursor. */
export const CodeSelection = z.strictObject({ anchor: Position, head: Position });
export type CodeSelection = z.infer<typeof CodeSelection>;

export const TypedChange = z.strictObject({
  /** How long before this message it was typed. */
  agoMs: AgoMs,
  update: Update,
  /** The browser's paste event made it. */
  paste: z.boolean().optional(),
});
export type TypedChange = z.infer<typeof TypedChange>;

/** Client to server. */
export const LiveCodeRequest = z.discriminatedUnion('kind', [
  /**
   * Begins with the code of an exercise, or begins anew. Answered by `joined`, or by a problem: 403 or 409 before the candidate
   * has begun (`clock` says when that is), 400 or 403 for what is no part of the interview.
   */
  z.strictObject({ kind: z.literal('join'), slug: Slug, vector: StateVector }),
  /** The tab no longer shows it. */
  z.strictObject({ kind: z.literal('leave'), slug: Slug }),
  /**
   * All of the changes are taken, or none. `number` rises from message to message of a connection; answered by `kept` or
   * `refused`. Send several changes together where that saves messages: what is typed within 50 ms or so.
   */
  z.strictObject({
    kind: z.literal('type'),
    slug: Slug,
    number: z.int().min(1),
    changes: z.array(TypedChange).min(1).max(LIVE_CODE_LIMITS.changes),
  }),
  /** null: the editor has no cursor any more. Send at most ten in a second. */
  z.strictObject({ kind: z.literal('cursor'), slug: Slug, selection: CodeSelection.nullable() }),
  /** Interviewers: shows everybody the line of this position; null: no longer. */
  z.strictObject({ kind: z.literal('point'), slug: Slug, position: Position.nullable() }),
  /** Whether the tab is hidden or has no focus. Until it is said, it is not. */
  z.strictObject({ kind: z.literal('away'), away: z.boolean(), agoMs: AgoMs }),
  /** Which exercise or question the tab shows; null: none. */
  z.strictObject({ kind: z.literal('look'), item: InterviewItem.nullable(), agoMs: AgoMs }),
]);
export type LiveCodeRequest = z.infer<typeof LiveCodeRequest>;

/** Somebody who is here now, with all tabs taken together. Names come from the server. */
export const LivePerson = z.object({
  key: PersonKey,
  name: z.string(),
  role: z.enum(['candidate', 'interviewer']),
  /** What was looked at last; null: no exercise and no question. */
  item: InterviewItem.nullable(),
  /** No tab of theirs is in front. */
  away: z.boolean(),
});
export type LivePerson = z.infer<typeof LivePerson>;

/** Why nothing of a `type` was taken. What the client does about it: */
export const TypeRefusal = z.enum([
  /** It came after the end. Keep the text; a candidate sends it as a late draft (`PUT /api/exercises/:slug/draft`). */
  'late',
  /** The text would be longer than a solution may be. Take the change back. */
  'too-long',
  /** The log of this exercise is full. The text can still be submitted. */
  'full',
  /** This person may not type here. */
  'not-allowed',
  /**
   * It rests on changes that the server does not have. Join again and send what the server lacks; if that is refused
   * too, start with an empty copy and put the text into it as an edit.
   */
  'gap',
  /** It is no change of this text. Start with an empty copy and put the text into it as an edit. */
  'unreadable',
]);
export type TypeRefusal = z.infer<typeof TypeRefusal>;

const momentFace = {
  /** Rises within a sitting. */
  id: z.int(),
  at: z.iso.datetime(),
  /** It came late: when it happened is the browser's word. */
  delayed: z.boolean(),
};

/** A fact of a sitting; no judgement. Those without a `by` are the candidate's. */
export const SittingMoment = z.discriminatedUnion('kind', [
  /** Which exercise or question the candidate looked at from then on; null: none. */
  z.object({ ...momentFace, kind: z.literal('opened'), item: InterviewItem.nullable() }),
  /** No tab of the candidate was in front from then on, until `back`. */
  z.object({ ...momentFace, kind: z.literal('away') }),
  z.object({ ...momentFace, kind: z.literal('back') }),
  /** The server's own knowledge. After a crash of the server a `disconnected` is missing. */
  z.object({ ...momentFace, kind: z.literal('connected') }),
  z.object({ ...momentFace, kind: z.literal('disconnected') }),
  z.object({
    ...momentFace,
    kind: z.literal('pasted'),
    slug: Slug,
    /** The stored change that did it. */
    seq: z.int().min(1),
    characters: z.int().min(0),
    lines: z.int().min(1),
    /** By the browser's paste event, or by the size of one insertion alone (`PASTE_SIZE`). */
    told: z.enum(['browser', 'size']),
    /** The same text stood in this code before: it was moved, copied within it, or brought back. */
    moved: z.boolean(),
  }),
  /** An interviewer showed a line, counted from 1 as the code was then. */
  z.object({
    ...momentFace,
    kind: z.literal('pointed'),
    slug: Slug,
    by: AccountId,
    line: z.int().min(1),
  }),
  /** An interviewer began to type: the first time, and after each minute without. */
  z.object({ ...momentFace, kind: z.literal('wrote-along'), slug: Slug, by: AccountId }),
]);
export type SittingMoment = z.infer<typeof SittingMoment>;

/** Server to client. */
export const LiveCodeMessage = z.discriminatedUnion('kind', [
  /** Once, first. */
  z.object({ kind: z.literal('here'), sitting: SittingId, you: PersonKey, role: LivePerson.shape.role }),
  /** First, and whenever the end changes: more time, finished, withdrawn, begun, over. */
  z.object({
    kind: z.literal('clock'),
    state: SittingState,
    /** null before the start. */
    endsAt: z.iso.datetime().nullable(),
    /** The server's clock: a browser's may be wrong. */
    now: z.iso.datetime(),
    /** Whether this person may type: while it runs, interviewers only where the interview lets them write along. */
    mayType: z.boolean(),
  }),
  /** First, and whenever somebody comes, goes, looks at something else, or leaves the page. People of other servers are not listed. */
  z.object({ kind: z.literal('people'), people: z.array(LivePerson) }),
  z.object({
    kind: z.literal('joined'),
    slug: Slug,
    /** What the client's copy lacks. */
    update: Base64,
    /** The server's state vector: the client sends what is not in it. */
    vector: Base64,
    /** Number of the last change that is stored. */
    seq: z.int().min(1),
    /** When that was. */
    savedAt: z.iso.datetime(),
  }),
  /** Somebody else, or another tab of the same person, typed. It is shown before it is stored. */
  z.object({ kind: z.literal('typed'), slug: Slug, update: Base64, by: PersonKey }),
  /** Everything of this connection up to that number, but for what was refused, is stored for good. */
  z.object({ kind: z.literal('kept'), slug: Slug, number: z.int().min(1), savedAt: z.iso.datetime() }),
  /** `detail`: in words, what to do. */
  z.object({
    kind: z.literal('refused'),
    slug: Slug,
    number: z.int().min(1),
    reason: TypeRefusal,
    detail: z.string(),
  }),
  /**
   * The last one of a person holds, until that person is no longer in `people`. A candidate gets those of interviewers
   * only where these may write along.
   */
  z.object({ kind: z.literal('cursor'), person: PersonKey, slug: Slug, selection: CodeSelection.nullable() }),
  z.object({ kind: z.literal('pointed'), person: PersonKey, slug: Slug, position: Position.nullable() }),
  /** To interviewers: a run or submission was made, began to be judged, or ended. Its events are at /api/live. */
  z.object({ kind: z.literal('work'), submission: SubmissionSummary }),
  /**
   * To interviewers: something happened just now, on any server. Those of before are at /api/sittings/:id/moments; asked for
   * after `here`, none is missed between.
   */
  z.object({ kind: z.literal('moment'), moment: SittingMoment }),
  /** The last message was wrong, or could not be done. Where the connection ends with it, the close code says why. */
  z.object({ kind: z.literal('problem'), problem: Problem }),
]);
export type LiveCodeMessage = z.infer<typeof LiveCodeMessage>;

const People = z.array(z.object({ key: PersonKey, name: z.string() }));

/** One stored change, as it is played back. */
export const StoredChange = z.object({
  /** From 1, without gaps. Applied in this order to an empty document, they are the code as it was at each time. */
  seq: z.int().min(1),
  /** Never before the one before it. */
  at: z.iso.datetime(),
  delayed: z.boolean(),
  /** null: nobody. Change 1 is the text that the editor began with. */
  by: PersonKey.nullable(),
  paste: z.boolean(),
  update: Base64,
});
export type StoredChange = z.infer<typeof StoredChange>;

/** GET /api/sittings/:id/typing/:slug */
export const TypingPage = z.object({
  items: z.array(StoredChange),
  /** Pass as `after` for what follows; null: this was the last page. */
  next: z.int().nullable(),
  /** Number of the last change there is; 0: nothing was ever opened or typed. */
  last: z.int().min(0),
  /** Who typed, with their names. */
  people: People,
});
export type TypingPage = z.infer<typeof TypingPage>;

/** GET /api/sittings/:id/moments: in the order in which they were learned of. */
export const MomentPage = z.object({
  items: z.array(SittingMoment),
  /** Pass as `after` for what follows; null: this was the last page. */
  next: z.int().nullable(),
  /** So many were kept that nothing more is (`LIVE_CODE_LIMITS.moments`). */
  full: z.boolean(),
  people: People,
});
export type MomentPage = z.infer<typeof MomentPage>;
