/**
 * A verification: every reference submission of a draft is judged, and every mutant of the accepted ones. Its cases end in some order; each
 * gets the next number when it ends, from 1 without gaps, and changes no more. So who watches asks for what follows the last number that
 * it has, misses nothing and sees nothing twice; the number that equals `total` is the last.
 */
import { z } from 'zod';
import { Problem, SubmissionState } from './api.ts';
import { FilesDigest, PackageDraftId, PackagePath, VerificationId, VerificationSummary } from './authoring.ts';
import { Slug } from './ids.ts';
import { DecidedBy, Report } from './report.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

/** `judge-error`: it could not be judged: `result.fault` says why, above all what is wrong with checker.ts. */
export const ReferenceOutcome = z.enum(['as-expected', 'different', 'judge-error']);
export type ReferenceOutcome = z.infer<typeof ReferenceOutcome>;

/** `killed`: it is not accepted. `equivalent`: it is, and the author says why it is right all the same. `survived`: the tests do not notice it. */
export const MutantFate = z.enum(['killed', 'equivalent', 'survived', 'judge-error']);
export type MutantFate = z.infer<typeof MutantFate>;

/** How a mutant differs from its submission. */
export const SourceChange = z.object({
  /** Of the first line that is another, from 1. */
  line: z.int().min(1),
  removed: z.array(z.string()),
  added: z.array(z.string()),
});
export type SourceChange = z.infer<typeof SourceChange>;

export const CaseResult = z.object({
  verdict: Verdict,
  code: VerdictCode,
  /** null unless accepted. */
  claim: Claim.nullable(),
  sentence: z.string(),
  /** null for a judge-error. */
  decidedBy: DecidedBy.nullable(),
  /** Of all explored calls together, a decimal string; null where they were not counted. */
  interleavings: z.string().nullable(),
  wallMs: z.number(),
  /** Why it could not be judged, in words for the author; null unless judge-error. */
  fault: z.string().nullable(),
});
export type CaseResult = z.infer<typeof CaseResult>;

const caseFace = {
  /** Place in the verification, from 0: reference submissions first, in the package's order. */
  position: z.int().min(0),
  /** The reference submission; of a mutant the one in which the mistake was made. */
  path: PackagePath,
  state: SubmissionState,
  /** null until it is finished. */
  result: CaseResult.nullable(),
};

export const ReferenceCase = z.object({
  kind: z.literal('reference'),
  ...caseFace,
  expected: Verdict,
  expectedCode: VerdictCode,
  /** null until it is finished. */
  outcome: ReferenceOutcome.nullable(),
});
export type ReferenceCase = z.infer<typeof ReferenceCase>;

export const MutantCase = z.object({
  kind: z.literal('mutant'),
  ...caseFace,
  /** Name of the mistake, as submissions.yaml names it: `drop-join`. */
  mistake: z.string(),
  /** Line of the submission where it is made, from 1. */
  line: z.int().min(1),
  change: SourceChange,
  /** Why the author calls it right all the same; null: does not. */
  equivalent: z.string().nullable(),
  /** null until it is finished. */
  fate: MutantFate.nullable(),
});
export type MutantCase = z.infer<typeof MutantCase>;

export const VerificationCase = z.discriminatedUnion('kind', [ReferenceCase, MutantCase]);
export type VerificationCase = z.infer<typeof VerificationCase>;

/** GET /api/authoring/verifications/:id */
export const Verification = VerificationSummary.extend({
  draft: PackageDraftId,
  slug: Slug,
  /** Of the files that are verified. */
  digest: FilesDigest,
  /** The number of the case that ended last; 0 before the first. Watch after it. */
  lastSeq: z.int().min(0),
  cases: z.array(VerificationCase),
});
export type Verification = z.infer<typeof Verification>;

/** GET /api/authoring/drafts/:id/verifications, newest first. The last few of a draft are kept. */
export const VerificationList = z.object({ items: z.array(VerificationSummary) });
export type VerificationList = z.infer<typeof VerificationList>;

/** GET /api/authoring/verifications/:id/cases/:position: what was judged and everything that judging it found; for authors. */
export const VerificationCaseView = z.object({
  case: VerificationCase,
  source: z.string(),
  /** null until it is finished. Of a mutant it ends with the first thing that was not accepted. */
  report: Report.nullable(),
});
export type VerificationCaseView = z.infer<typeof VerificationCaseView>;

/** Client to server at /api/authoring/live. `after`: the last number that the client has seen, 0 for all. */
export const VerificationRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('watch-verification'), verification: VerificationId, after: z.int().min(0) }),
  z.strictObject({ kind: z.literal('unwatch-verification'), verification: VerificationId }),
]);
export type VerificationRequest = z.infer<typeof VerificationRequest>;

/** Server to client at /api/authoring/live. */
export const VerificationMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('case'),
    verification: VerificationId,
    seq: z.int().min(1),
    /** All cases of the verification: with `seq` equal to it, it has ended. */
    total: z.int().min(1),
    case: VerificationCase,
  }),
  z.object({ kind: z.literal('problem'), problem: Problem }),
]);
export type VerificationMessage = z.infer<typeof VerificationMessage>;
