/**
 * The report of a sitting: all that a panel reads and keeps. Made anew each time it is asked for; `schema` grows by one when a field changes its
 * meaning or goes, not when one is added.
 */
import { z } from 'zod';
import { Person } from './account.ts';
import { SubmissionState } from './api.ts';
import { Assessment, Outcome, PanelMean } from './assessment.ts';
import { FindingSummary } from './attempts.ts';
import { Slug, SubmissionId } from './ids.ts';
import { Feedback, InterviewId, SittingId, SittingState } from './interview.ts';
import { Note } from './note.ts';
import { Rubric } from './rubric.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

const Moment = z.iso.datetime().nullable();

export const ReportedAttempt = z.object({
  submission: SubmissionId,
  /** From 1. */
  number: z.int().min(1),
  createdAt: z.iso.datetime(),
  /** The time since the sitting began, in milliseconds. */
  intoMs: z.int().min(0),
  state: SubmissionState,
  verdict: Verdict.nullable(),
  code: VerdictCode.nullable(),
  claim: Claim.nullable(),
  flags: z.array(Verdict),
  sentence: z.string().nullable(),
  interleavings: z.string().nullable(),
  judgingMs: z.number().nullable(),
  findings: z.array(FindingSummary),
});
export type ReportedAttempt = z.infer<typeof ReportedAttempt>;

export const ReportedAnswer = z.object({
  number: z.int().min(1),
  answeredAt: z.iso.datetime(),
  intoMs: z.int().min(0),
  right: z.boolean(),
  /** The answer in words: the choices, the items in their order, or the number with its unit. */
  words: z.array(z.string()),
});
export type ReportedAnswer = z.infer<typeof ReportedAnswer>;

const itemFace = { slug: Slug, title: z.string(), minutes: z.int() };

export const ReportedItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('exercise'),
    ...itemFace,
    /** The best verdict; null before the first. */
    verdict: Verdict.nullable(),
    /** Of the first accepted attempt, in milliseconds since the sitting began; null: none was. */
    acceptedAfterMs: z.int().min(0).nullable(),
    /** Runs of samples and of own calls. */
    runs: z.int().min(0),
    /** Oldest first, at most the last 100. */
    attempts: z.array(ReportedAttempt),
    /** The first accepted submission, else the last one; null: nothing was submitted. */
    best: z.object({ submission: SubmissionId, number: z.int().min(1), source: z.string() }).nullable(),
  }),
  z.object({
    kind: z.literal('question'),
    ...itemFace,
    statement: z.string(),
    /** By the first answer, which is what counts; null: none was given. */
    right: z.boolean().nullable(),
    /** First to last. */
    answers: z.array(ReportedAnswer),
  }),
]);
export type ReportedItem = z.infer<typeof ReportedItem>;

/** Reviewers' assessments. Before the decision of who asks only who has given one is told. */
export const ReportedPanel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept-back'), own: Assessment.nullable(), decided: z.array(Person) }),
  /** All of them, the own one included, in the order of names. */
  z.object({ kind: z.literal('told'), assessments: z.array(Assessment), mean: PanelMean }),
]);
export type ReportedPanel = z.infer<typeof ReportedPanel>;

/** What is known of how the code came about: facts, no judgement. */
export const ReportedFacts = z.object({
  pastes: z.array(
    z.object({
      slug: Slug,
      intoMs: z.int().min(0),
      characters: z.int().min(0),
      lines: z.int().min(1),
      /** The same text stood in this code before. */
      moved: z.boolean(),
      /** By the browser's paste event, or by the size of one insertion alone. */
      told: z.enum(['browser', 'size']),
      /** It came late: when it happened is the browser's word. */
      delayed: z.boolean(),
    }),
  ),
  /** Stretches in which no tab of the candidate was in front; `untilMs` null: to the end. */
  away: z.array(z.object({ fromMs: z.int().min(0), untilMs: z.int().min(0).nullable() })),
  awayMs: z.int().min(0),
  /** So many moments were kept that later ones are not (`LIVE_CODE_LIMITS.moments`). */
  full: z.boolean(),
});
export type ReportedFacts = z.infer<typeof ReportedFacts>;

/** GET /api/sittings/:id/report. */
export const SittingReport = z.object({
  schema: z.literal(1),
  madeAt: z.iso.datetime(),
  interview: z.object({ id: InterviewId, title: z.string(), minutes: z.int(), feedback: Feedback }),
  sitting: z.object({
    id: SittingId,
    candidate: z.string(),
    state: SittingState,
    startedAt: Moment,
    endsAt: Moment,
    finishedAt: Moment,
  }),
  /** In the order of the interview. */
  items: z.array(ReportedItem),
  facts: ReportedFacts,
  rubric: Rubric,
  panel: ReportedPanel,
  /** In the order in which they were written. */
  notes: z.array(Note),
  /** The one that counts; null: nothing is decided. */
  outcome: Outcome.nullable(),
  figures: z.object({
    /** From the start to the end, or until now; null: not begun. */
    usedMs: z.int().min(0).nullable(),
    /** Full submissions. */
    submissions: z.int().min(0),
    /** Runs of samples and of own calls. */
    runs: z.int().min(0),
    exercises: z.int().min(0),
    exercisesAccepted: z.int().min(0),
    questions: z.int().min(0),
    questionsRight: z.int().min(0),
  }),
});
export type SittingReport = z.infer<typeof SittingReport>;
