/**
 * Rejudging: finished full submissions of old revisions of an exercise are judged by the current one, aside, and nothing changes for
 * anybody. What came out differently is looked at, and applied or not: then the submission's record is the new one.
 */
import { z } from 'zod';
import { Person } from './account.ts';
import { Slug, SubmissionId } from './ids.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

export const RejudgeId = z.uuid().brand<'RejudgeId'>();
export type RejudgeId = z.infer<typeof RejudgeId>;

/** POST /api/authoring/exercises/:slug/rejudge. `all`: of all revisions but the current one. */
export const RejudgeRequest = z.strictObject({
  revisions: z.union([z.literal('all'), z.array(z.uuid()).min(1).max(100)]),
});
export type RejudgeRequest = z.infer<typeof RejudgeRequest>;

export const RejudgeState = z.enum(['running', 'finished', 'cancelled']);
export type RejudgeState = z.infer<typeof RejudgeState>;

export const Rejudge = z.object({
  id: RejudgeId,
  slug: Slug,
  /** The revision by which it judges: the current one when it was started. */
  revision: z.uuid(),
  /** It is still the current one; nothing is applied of a rejudging by an old one. */
  current: z.boolean(),
  state: RejudgeState,
  total: z.int(),
  ended: z.int(),
  /** Submissions beyond the bound: the oldest ones. Another rejudging takes them. */
  leftOut: z.int(),
  /** Of those that ended: with another verdict or claim than before; that could not be judged; that were applied. */
  differences: z.int(),
  judgeErrors: z.int(),
  applied: z.int(),
  startedBy: Person,
  createdAt: z.iso.datetime(),
});
export type Rejudge = z.infer<typeof Rejudge>;

const Result = z.object({
  /** null: there was none. */
  verdict: Verdict.nullable(),
  code: VerdictCode.nullable(),
  claim: Claim.nullable(),
});

/** `open`: not applied yet. `skipped`: the submission was judged anew meanwhile. */
export const RejudgedState = z.enum(['open', 'applied', 'skipped']);
export type RejudgedState = z.infer<typeof RejudgedState>;

/** A submission that came out differently. */
export const RejudgeDifference = z.object({
  submission: SubmissionId,
  /** Whose it is: of somebody in an interview, or of somebody who practises. */
  who: z.enum(['candidate', 'practice']),
  submittedAt: z.iso.datetime(),
  /** The revision that it was judged by before. */
  revision: z.uuid(),
  before: Result,
  after: Result,
  /** Why, in one sentence. */
  sentence: z.string().nullable(),
  state: RejudgedState,
});
export type RejudgeDifference = z.infer<typeof RejudgeDifference>;

/** GET /api/authoring/rejudges/:id/differences?cursor=&limit= */
export const RejudgeDifferencePage = z.object({ items: z.array(RejudgeDifference), next: z.string().nullable() });
export type RejudgeDifferencePage = z.infer<typeof RejudgeDifferencePage>;

/**
 * POST /api/authoring/rejudges/:id/apply. `all`: every one that was judged, also those that came out as before, so that they belong to the
 * current revision. Applying one twice changes nothing.
 */
export const RejudgeApply = z.strictObject({
  submissions: z.union([z.literal('all'), z.array(SubmissionId).min(1).max(1_000)]),
});
export type RejudgeApply = z.infer<typeof RejudgeApply>;

export const RejudgeApplied = z.object({
  /** By this request. */
  applied: z.int(),
  /** `judged-anew`: meanwhile. `not-judged`: its new judging failed or was cancelled. `unknown`: it is none of this rejudging, or was erased. */
  skipped: z.array(z.object({ submission: SubmissionId, reason: z.enum(['judged-anew', 'not-judged', 'unknown']) })),
  /** How many of what was asked for are left: a request applies a bounded number; send it again until none is left. */
  left: z.int(),
  rejudge: Rejudge,
});
export type RejudgeApplied = z.infer<typeof RejudgeApplied>;
