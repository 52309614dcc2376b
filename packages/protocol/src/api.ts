/** Requests and answers of the HTTP API (all below /api) and the messages of the websocket (/api/live). */
import { z } from 'zod';
import { NumberedEvent, SubmissionEvent } from './events.ts';
import { ExerciseListItem, Track } from './exercise.ts';
import { Slug, SubmissionId } from './ids.ts';
import { SIZES } from './program-run.ts';
import { QuestionListItem } from './question.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

/** RFC 9457 problem document, sent as application/problem+json with every answer of 400 or above. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What happened and what to do about it. */
  detail: z.string(),
  instance: z.string().optional(),
  /** For 400: where the request is wrong. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

/**
 * Sent along with a draft, a submission or an answer: the id of the sitting that it belongs to, or `none` for practice. The
 * server refuses it with 409 and OTHER_SITTING where the browser's cookie is another sitting's by then: a page that was
 * opened for practice writes nothing into an interview that began in another tab. Left out: nothing is checked.
 */
export const SITTING_HEADER = 'lockstep-sitting';
/** `type` of the problem document that says so. */
export const OTHER_SITTING = 'urn:lockstep:other-sitting';

const encoder = new TextEncoder();

/** Python source: at most 64 KiB as UTF-8, no NUL, no half of a surrogate pair. */
export const Source = z
  .string()
  .refine((source) => encoder.encode(source).length <= SIZES.sourceBytes, {
    message: `a solution may have at most ${SIZES.sourceBytes / 1024} KiB`,
  })
  .refine((source) => source.isWellFormed() && !source.includes('\0'), {
    message: 'a solution must be UTF-8 text without NUL characters',
  });

/**
 * `samples`: only the samples, not in the history. `own`: a call of the candidate's own, run and explored, compared with
 * nothing (`accepted` says that it ended properly), not in the history. `full`: everything.
 */
export const SubmissionMode = z.enum(['samples', 'own', 'full']);
export type SubmissionMode = z.infer<typeof SubmissionMode>;

export const SubmissionState = z.enum(['queued', 'running', 'finished', 'cancelled']);
export type SubmissionState = z.infer<typeof SubmissionState>;

/** A call of the entry with its arguments written out: `count(3, 2)`. */
export const OwnCall = z.string().trim().min(1).max(2_000);

export const SubmissionRequest = z
  .strictObject({
    slug: Slug,
    source: Source,
    mode: SubmissionMode,
    /** With mode `own`, and only then. */
    call: OwnCall.optional(),
  })
  .refine(({ mode, call }) => (mode === 'own') === (call !== undefined), {
    path: ['call'],
    message: 'a run with mode "own" needs a call, and no other has one',
  });
export type SubmissionRequest = z.infer<typeof SubmissionRequest>;

export const SubmissionSummary = z.object({
  id: SubmissionId,
  slug: Slug,
  mode: SubmissionMode,
  /** The call of mode `own`. */
  call: z.string().nullable(),
  state: SubmissionState,
  /** The visitor's n-th full submission to this exercise, from 1; 0 for other runs. */
  number: z.int().min(0),
  verdict: Verdict.nullable(),
  code: VerdictCode.nullable(),
  claim: Claim.nullable(),
  sentence: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  judgingMs: z.number().nullable(),
});
export type SubmissionSummary = z.infer<typeof SubmissionSummary>;

export const SubmissionView = SubmissionSummary.extend({ source: z.string(), events: z.array(NumberedEvent) });
export type SubmissionView = z.infer<typeof SubmissionView>;

export const SubmissionPage = z.object({
  items: z.array(SubmissionSummary),
  /** Pass as `cursor` for what follows; null at the end. */
  next: z.string().nullable(),
});
export type SubmissionPage = z.infer<typeof SubmissionPage>;

export const ExerciseList = z.object({
  tracks: z.array(Track),
  items: z.array(ExerciseListItem),
  questions: z.array(QuestionListItem),
  /** Packages that could not be loaded: the others are not held up by them. */
  broken: z.array(z.object({ slug: z.string(), error: z.string() })),
});
export type ExerciseList = z.infer<typeof ExerciseList>;

/** A draft. `version` counts the saves; a save names the version that it follows, so that two tabs cannot overwrite one another unseen. */
export const Draft = z.object({ source: z.string(), version: z.int().min(0), savedAt: z.iso.datetime().nullable() });
export type Draft = z.infer<typeof Draft>;
export const DraftRequest = z.strictObject({ source: Source, follows: z.int().min(0) });
export type DraftRequest = z.infer<typeof DraftRequest>;

export const Health = z.object({ status: z.enum(['ok', 'unavailable']), database: z.boolean(), version: z.string() });
export type Health = z.infer<typeof Health>;

/** The code with which the websocket is closed when the session that it was opened with is no more. Of our own (RFC 6455, 7.4.2). */
export const LIVE_SIGNED_OUT = 4_401;

/** Client to server. `after`: the last sequence number that the client has seen, 0 for all. */
export const LiveRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('watch'), submission: SubmissionId, after: z.int().min(0) }),
  z.strictObject({ kind: z.literal('unwatch'), submission: SubmissionId }),
]);
export type LiveRequest = z.infer<typeof LiveRequest>;

/** Server to client. */
export const LiveMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    submission: SubmissionId,
    seq: z.int().min(1),
    at: z.iso.datetime(),
    event: SubmissionEvent,
  }),
  z.object({ kind: z.literal('problem'), problem: Problem }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;
