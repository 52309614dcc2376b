/** What admins see of the judging: graders, the queue, what could not be judged, and what the database holds. */
import { z } from 'zod';
import { SubmissionMode } from './api.ts';
import { SubmissionId } from './ids.ts';

/**
 * What a submission is for. `candidate`: somebody's. The others are authors': `reference` submissions and `mutant`s of a verification, `rejudge`:
 * in place of a submission that is judged anew. They wait behind candidates'.
 */
export const SubmissionPurpose = z.enum(['candidate', 'reference', 'mutant', 'rejudge']);
export type SubmissionPurpose = z.infer<typeof SubmissionPurpose>;

/** A process that judges. */
export const GraderView = z.object({
  id: z.uuid(),
  host: z.string(),
  version: z.string(),
  /** Submissions that it judges at the same time. */
  concurrency: z.int(),
  /** The machine's load over the last minute, for each of its processors: 1 is fully used. */
  load: z.number(),
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  /** It was heard of just now. */
  alive: z.boolean(),
  /** What it judges now. */
  judging: z.array(
    z.object({
      submission: SubmissionId,
      slug: z.string(),
      purpose: SubmissionPurpose,
      since: z.iso.datetime(),
    }),
  ),
});
export type GraderView = z.infer<typeof GraderView>;

export const QueueItem = z.object({
  submission: SubmissionId,
  slug: z.string(),
  mode: SubmissionMode,
  purpose: SubmissionPurpose,
  state: z.enum(['queued', 'running']),
  /** How often judging was begun. */
  attempt: z.int(),
  createdAt: z.iso.datetime(),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const JudgingView = z.object({
  graders: z.array(GraderView),
  /** Of candidates. */
  queued: z.int(),
  running: z.int(),
  /** How long the candidate's submission that was made first has been waiting; null when none waits. */
  longestWaitMs: z.number().nullable(),
  /** Of authors: verifications and rejudgings, which wait behind candidates. */
  authors: z.object({ queued: z.int(), running: z.int() }),
  /** The first of those that wait or are judged: candidates' before authors', each oldest first. */
  items: z.array(QueueItem),
});
export type JudgingView = z.infer<typeof JudgingView>;

/** A submission that ended as judge-error, and why: our fault, for us to read. */
export const FailedJudging = z.object({
  submission: SubmissionId,
  slug: z.string(),
  mode: SubmissionMode,
  purpose: SubmissionPurpose,
  attempts: z.int(),
  cause: z.string(),
  finishedAt: z.iso.datetime(),
});
export type FailedJudging = z.infer<typeof FailedJudging>;

export const FailedJudgingPage = z.object({ items: z.array(FailedJudging), next: z.string().nullable() });
export type FailedJudgingPage = z.infer<typeof FailedJudgingPage>;

/** Of each table of ours, biggest first. */
export const StorageView = z.object({
  bytes: z.int(),
  tables: z.array(
    z.object({
      name: z.string(),
      /** As the database's statistics have it. */
      rows: z.int(),
      /** With indexes. */
      bytes: z.int(),
    }),
  ),
});
export type StorageView = z.infer<typeof StorageView>;
