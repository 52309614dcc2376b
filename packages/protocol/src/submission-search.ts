/**
 * The table of all submissions of candidates, for reviewers: full submissions that were made in sittings, never anybody's practice. Filters, a row,
 * pages, what the filter menus offer.
 */
import { z } from 'zod';
import { SubmissionState } from './api.ts';
import { Slug, SubmissionId } from './ids.ts';
import { InterviewId, SittingId } from './interview.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

/** In a query: `verdict=race`, or several, of which any fits: `verdict=race&verdict=deadlock`. */
function several<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).max(50)]).optional();
}

export const ClaimKind = z.enum(['exhaustive', 'bounded', 'sampled']);
export type ClaimKind = z.infer<typeof ClaimKind>;

/** A moment, or a day: its first moment in UTC. */
const Day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine((day) => !Number.isNaN(Date.parse(day)), 'there is no such day');
const Moment = z.union([Day, z.iso.datetime({ offset: true })]);

const filters = {
  exercise: several(Slug),
  verdict: several(Verdict),
  /** Of an accepted one: what its verdict stands for. */
  claim: several(ClaimKind),
  state: several(SubmissionState),
  /** Text within the candidate's name, in upper or lower case. */
  candidate: z.string().trim().max(100).optional(),
  sitting: SittingId.optional(),
  interview: InterviewId.optional(),
  /** From this moment on. */
  from: Moment.optional(),
  /** Before this moment. */
  to: Moment.optional(),
  /**
   * Words that candidate, exercise (title and slug), id and source text together have: all of them; "two words" one after the
   * other; -word without it; `or` between alternatives. Any text is allowed; one without a word finds nothing.
   */
  q: z.string().trim().max(400).optional(),
};

/** Query of GET /api/review/submissions/count and /api/review/submissions.csv. All filters hold together. */
export const SubmissionFilter = z.strictObject(filters);
export type SubmissionFilter = z.infer<typeof SubmissionFilter>;

/** Query of GET /api/review/submissions. `cursor`: the `next` of the page before, with the same filters. */
export const SubmissionSearch = z.strictObject({
  ...filters,
  cursor: z.string().max(200).optional(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(50),
});
export type SubmissionSearch = z.infer<typeof SubmissionSearch>;

export const SubmissionRow = z.object({
  id: SubmissionId,
  createdAt: z.iso.datetime(),
  interview: z.object({ id: InterviewId, title: z.string() }),
  sitting: SittingId,
  candidate: z.string(),
  slug: Slug,
  /** The exercise's, as it was judged. */
  title: z.string(),
  /** The candidate's n-th full submission to the exercise, from 1. */
  number: z.int().min(1),
  state: SubmissionState,
  verdict: Verdict.nullable(),
  code: VerdictCode.nullable(),
  claim: Claim.nullable(),
  /** What was found beside the verdict. */
  flags: z.array(Verdict),
  /** Of all explored calls together, as a decimal string; null where they were not all counted. */
  interleavings: z.string().nullable(),
  /** How long judging took, in wall time. */
  judgingMs: z.number().nullable(),
  /** The time since the sitting began, in milliseconds. */
  intoMs: z.int().min(0),
});
export type SubmissionRow = z.infer<typeof SubmissionRow>;

/** Newest first. */
export const SubmissionRowPage = z.object({
  items: z.array(SubmissionRow),
  /** Pass as `cursor` for what follows; null at the end. */
  next: z.string().nullable(),
});
export type SubmissionRowPage = z.infer<typeof SubmissionRowPage>;

/** How many there are, exactly. Asked apart, so that the first page does not wait for it. */
export const SubmissionCount = z.object({ count: z.int().min(0) });
export type SubmissionCount = z.infer<typeof SubmissionCount>;

const submissions = z.int().min(1);

/** GET /api/review/facets: what occurs among all candidates' submissions, and how often. */
export const SubmissionFacets = z.object({
  /** In the order of titles. */
  exercises: z.array(z.object({ slug: Slug, title: z.string(), submissions })),
  /** Most frequent first. */
  verdicts: z.array(z.object({ verdict: Verdict, submissions })),
  /** Newest first, at most 500. */
  interviews: z.array(z.object({ id: InterviewId, title: z.string(), submissions })),
});
export type SubmissionFacets = z.infer<typeof SubmissionFacets>;
