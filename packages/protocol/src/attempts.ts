/** What a candidate tried, for reviewers: attempts at one exercise with their sources, and what they have in common with others'. */
import { z } from 'zod';
import { SubmissionSummary } from './api.ts';
import { Pattern } from './finding.ts';
import { Slug, SubmissionId } from './ids.ts';
import { InterviewId, SittingId } from './interview.ts';
import { ScopeReport, TestView } from './report.ts';
import { Verdict, VerdictCode } from './verdict.ts';

/** A finding without its steps; the page of the submission has them. */
export const FindingSummary = z.object({
  verdict: z.enum(['race', 'deadlock', 'runtime-error', 'wrong-answer', 'rule-violation']),
  /** The explored call: `count(2, 2)`. */
  call: z.string(),
  pattern: Pattern,
  sentence: z.string(),
  expected: z.string().nullable(),
  got: z.string().nullable(),
  /** The failing schedule: how long it is, and what comes of it. */
  steps: z.int().min(0),
  processes: z.int().min(1),
  preemptions: z.int().min(0),
  outcome: z.string(),
  /** Who waits for ever at its end, and for what: `Process-1 waits for lock b`. Empty unless it is a deadlock. */
  waiting: z.array(z.string()),
  /** Replays it: `lockstep replay <slug> <file> <schedule>`. */
  schedule: z.string(),
});
export type FindingSummary = z.infer<typeof FindingSummary>;

export const Attempt = z.object({
  submission: SubmissionSummary,
  /** The time since the sitting began, in milliseconds. */
  intoMs: z.int().min(0),
  /** What was found beside the verdict. */
  flags: z.array(Verdict),
  /** Of all explored calls together, as a decimal string; null where they were not all counted. */
  interleavings: z.string().nullable(),
  /** null: there is too much of all sources together, and newer ones went first. The page of the submission has it. */
  source: z.string().nullable(),
  /** As the candidate sees them: hidden tests stay hidden. Empty until it is judged. */
  tests: z.array(TestView),
  scopes: z.array(ScopeReport),
  findings: z.array(FindingSummary),
});
export type Attempt = z.infer<typeof Attempt>;

/** GET /api/sittings/:id/attempts/:slug. */
export const SittingAttempts = z.object({
  sitting: SittingId,
  interview: z.object({ id: InterviewId, title: z.string() }),
  candidate: z.string(),
  slug: Slug,
  title: z.string(),
  /** What the candidate began with. */
  starter: z.string(),
  /** Full submissions, oldest first: the last 100. */
  items: z.array(Attempt),
});
export type SittingAttempts = z.infer<typeof SittingAttempts>;

/** Lines of a source from 1, both ends included. */
export const LineRange = z.object({ from: z.int().min(1), to: z.int().min(1) });
export type LineRange = z.infer<typeof LineRange>;

export const SimilarSubmission = z.object({
  submission: SubmissionId,
  interview: z.object({ id: InterviewId, title: z.string() }),
  sitting: SittingId,
  candidate: z.string(),
  createdAt: z.iso.datetime(),
  number: z.int().min(1),
  verdict: Verdict.nullable(),
  code: VerdictCode.nullable(),
  /** How much of the asked submission is found in this one, from 0 to 1. */
  share: z.number().min(0).max(1),
  /** How much of this one is found in the asked submission, from 0 to 1. */
  shareBack: z.number().min(0).max(1),
  /** Lines that are alike: `own` of the asked submission, `other` of this one. In the order of `own`. */
  ranges: z.array(z.object({ own: LineRange, other: LineRange })),
});
export type SimilarSubmission = z.infer<typeof SimilarSubmission>;

/**
 * GET /api/submissions/:id/similar: full submissions to the same exercise in other sittings that are most alike, the best of each sitting. A
 * hint and never a finding: short programs are alike.
 */
export const SimilarSubmissions = z.object({
  /** Most alike first, at most 10. */
  items: z.array(SimilarSubmission),
  /** The lowest share that is shown. */
  floor: z.number().min(0).max(1),
  /** Whether there is enough of the submission's own, beside what the exercise begins with, to compare. False: `items` is empty. */
  comparable: z.boolean(),
});
export type SimilarSubmissions = z.infer<typeof SimilarSubmissions>;
