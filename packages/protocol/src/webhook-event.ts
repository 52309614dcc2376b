/**
 * What webhooks are sent: no source code, and no names unless the webhook is set to get them. Receivers keep what they get,
 * so nothing is ever taken out of these; more may be added.
 */
import { z } from 'zod';
import { Slug, SubmissionId } from './ids.ts';
import { InterviewId, InterviewItem, SittingId } from './interview.ts';
import { Verdict, VerdictCode } from './verdict.ts';

export const WebhookEventKind = z.enum([
  /** A full submission of a sitting has its verdict, or was cancelled. */
  'submission.finished',
  /** A sitting is over. */
  'interview.finished',
]);
export type WebhookEventKind = z.infer<typeof WebhookEventKind>;

const Moment = z.iso.datetime().nullable();
/** `title` is there with names only: what an interviewer calls an interview may be somebody's name. */
const EventInterview = z.object({ id: InterviewId, title: z.string().optional() });
/** One candidate in one interview. `candidate` is there with names only. */
const EventSitting = z.object({ id: SittingId, candidate: z.string().optional() });

const SubmissionFinished = z.object({
  type: z.literal('submission.finished'),
  timestamp: z.iso.datetime(),
  data: z.object({
    interview: EventInterview,
    sitting: EventSitting,
    submission: z.object({
      id: SubmissionId,
      exercise: Slug,
      /** The candidate's n-th full submission to the exercise, from 1. */
      attempt: z.int().min(1),
      state: z.enum(['finished', 'cancelled']),
      /** null, as is what follows, where it was cancelled. */
      verdict: Verdict.nullable(),
      code: VerdictCode.nullable(),
      /** What an accepted one stands for. */
      claim: z.enum(['exhaustive', 'bounded', 'sampled']).nullable(),
      createdAt: z.iso.datetime(),
      /** When its judging began; null: never. */
      startedAt: Moment,
      finishedAt: z.iso.datetime(),
    }),
  }),
});

const InterviewFinished = z.object({
  type: z.literal('interview.finished'),
  timestamp: z.iso.datetime(),
  data: z.object({
    interview: EventInterview,
    sitting: EventSitting,
    /** `finished`: by the candidate. `withdrawn`: by an interviewer. */
    reason: z.enum(['finished', 'time-up', 'withdrawn']),
    /** null, as is `endsAt`: it was withdrawn before it began. */
    startedAt: Moment,
    endsAt: Moment,
    endedAt: z.iso.datetime(),
    /** How the candidate stands with each item, in the order of the interview. What is still being judged comes by itself. */
    standings: z.array(
      InterviewItem.extend({
        tries: z.int(),
        verdict: Verdict.nullable(),
        right: z.boolean().nullable(),
      }),
    ),
  }),
});

/** What an admin sends to see whether it arrives. */
const WebhookTest = z.object({
  type: z.literal('webhook.test'),
  timestamp: z.iso.datetime(),
  data: z.object({ webhook: z.uuid() }),
});

export const WebhookEvent = z.discriminatedUnion('type', [SubmissionFinished, InterviewFinished, WebhookTest]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;
