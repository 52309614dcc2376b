/**
 * Interviews: exercises and questions put together, and sittings in which candidates work on them. A candidate has no
 * account: a link opens the sitting. The server keeps the time.
 */
import { z } from 'zod';
import { AccountId, PersonName } from './account.ts';
import { SubmissionSummary } from './api.ts';
import { Slug } from './ids.ts';
import { Rubric } from './rubric.ts';
import { Verdict } from './verdict.ts';

export const InterviewId = z.uuid().brand<'InterviewId'>();
export type InterviewId = z.infer<typeof InterviewId>;
export const SittingId = z.uuid().brand<'SittingId'>();
export type SittingId = z.infer<typeof SittingId>;

/** What a candidate learns of a submission or an answer while the sitting goes on. */
export const Feedback = z.enum([
  /** As in practice: findings with their timelines, the outcomes of explored calls, solutions of questions. */
  'findings',
  /** Verdicts and figures; that an answer is kept. */
  'verdicts',
]);
export type Feedback = z.infer<typeof Feedback>;

export const InterviewItem = z.strictObject({ kind: z.enum(['exercise', 'question']), slug: Slug });
export type InterviewItem = z.infer<typeof InterviewItem>;

const Moment = z.iso.datetime().nullable();

export const InterviewSettings = z
  .strictObject({
    title: PersonName,
    /** In the order in which they are shown. */
    items: z
      .array(InterviewItem)
      .min(1, 'an interview has at least one exercise or question')
      .max(30)
      .refine((items) => new Set(items.map(({ kind, slug }) => `${kind} ${slug}`)).size === items.length, {
        message: 'each exercise and question stands there once',
      }),
    /** From the start of a sitting to its end. */
    minutes: z.int().min(5).max(480),
    /** When a sitting may be started; null: any time. Who started before the end of it has the whole time. */
    opensAt: Moment,
    closesAt: Moment,
    /** Full submissions of each exercise; runs of samples and of own calls do not count. null: no limit. */
    submissions: z.int().min(1).max(1_000).nullable(),
    feedback: Feedback,
    /** Whether interviewers may type in a candidate's code while the candidate sits. Settings of before have no such key. */
    writeAlong: z.boolean().default(false),
    /** Markdown, read before the start. */
    instructions: z.string().max(8_000),
    /** What reviewers score by; candidates never see it. Settings that were kept before there were rubrics have none. */
    rubric: Rubric.default([]),
  })
  .refine(({ opensAt, closesAt }) => opensAt === null || closesAt === null || opensAt < closesAt, {
    path: ['closesAt'],
    message: 'it closes after it opens',
  });
export type InterviewSettings = z.infer<typeof InterviewSettings>;

/**
 * `waiting`: not started. `running`: the clock goes. `over`: the time is up, or the candidate finished. `withdrawn`: by an
 * interviewer. `erased`: all that was kept of the candidate was deleted; that there was one is all that stays.
 */
export const SittingState = z.enum(['waiting', 'running', 'over', 'withdrawn', 'erased']);
export type SittingState = z.infer<typeof SittingState>;

const sittingFace = {
  id: SittingId,
  candidate: z.string(),
  state: SittingState,
  startedAt: Moment,
  /** When the time is up, by the server's clock. */
  endsAt: Moment,
  /** When the candidate finished before that. */
  finishedAt: Moment,
};

/** How a candidate stands with one item. */
export const ItemStanding = InterviewItem.extend({
  title: z.string(),
  minutes: z.int(),
  /** Full submissions, or answers. */
  tries: z.int(),
  /** The best verdict; null before the first. Of a question, and where nothing is told: null. */
  verdict: Verdict.nullable(),
  /** Whether the answer is right; null before it, of an exercise, and where nothing is told. */
  right: z.boolean().nullable(),
});
export type ItemStanding = z.infer<typeof ItemStanding>;

/** A sitting as its candidate sees it. Items are told from the start on. */
export const SittingView = z.object({
  ...sittingFace,
  title: z.string(),
  instructions: z.string(),
  minutes: z.int(),
  opensAt: Moment,
  closesAt: Moment,
  submissions: z.int().nullable(),
  feedback: Feedback,
  /** Interviewers may type in the code, too. That they see it as it is typed holds for every sitting. */
  writeAlong: z.boolean(),
  /** How many items there are. */
  count: z.int(),
  items: z.array(ItemStanding),
  /** The server's clock: a browser's may be wrong. */
  now: z.iso.datetime(),
});
export type SittingView = z.infer<typeof SittingView>;

/** A sitting as interviewers see it: always with verdicts. */
export const SittingRow = z.object({
  ...sittingFace,
  createdAt: z.iso.datetime(),
  /** It runs, and a page of the candidate is connected, as far as is known: a server that broke down told nothing more. */
  connected: z.boolean(),
  items: z.array(ItemStanding),
  /** Drafts that came after the end: kept apart, with when they came. */
  late: z.array(z.object({ slug: z.string(), receivedAt: z.iso.datetime() })),
});
export type SittingRow = z.infer<typeof SittingRow>;

export const InterviewSummary = z.object({
  id: InterviewId,
  title: z.string(),
  minutes: z.int(),
  items: z.int(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  sittings: z.object({ waiting: z.int(), running: z.int(), over: z.int(), withdrawn: z.int(), erased: z.int() }),
});
export type InterviewSummary = z.infer<typeof InterviewSummary>;
export const InterviewPage = z.object({ items: z.array(InterviewSummary), next: z.string().nullable() });
export type InterviewPage = z.infer<typeof InterviewPage>;

export const InterviewView = z.object({
  id: InterviewId,
  settings: InterviewSettings,
  createdAt: z.iso.datetime(),
  createdBy: z.object({ id: AccountId, name: z.string() }),
  /** Nothing can be changed any more: a sitting has begun. */
  begun: z.boolean(),
  sittings: z.array(SittingRow),
  now: z.iso.datetime(),
});
export type InterviewView = z.infer<typeof InterviewView>;

export const SittingRequest = z.strictObject({ candidate: PersonName });
/** A candidate's link. It is shown this once: only its hash is kept. */
export const MadeSitting = z.object({ sitting: SittingId, link: z.url() });
export type MadeSitting = z.infer<typeof MadeSitting>;
export const ExtraTime = z.strictObject({ minutes: z.int().min(1).max(240) });

/** Code and runs of a candidate, for interviewers. */
export const SittingWork = z.object({
  drafts: z.array(z.object({ slug: z.string(), source: z.string(), savedAt: z.iso.datetime() })),
  late: z.array(z.object({ slug: z.string(), source: z.string(), receivedAt: z.iso.datetime() })),
  /** Newest first, runs included. */
  submissions: z.array(SubmissionSummary),
});
export type SittingWork = z.infer<typeof SittingWork>;

export const TemplateRequest = z.strictObject({ name: PersonName, settings: InterviewSettings });
export type TemplateRequest = z.infer<typeof TemplateRequest>;
export const InterviewTemplate = z.object({
  id: z.uuid(),
  name: z.string(),
  settings: InterviewSettings,
  createdAt: z.iso.datetime(),
});
export type InterviewTemplate = z.infer<typeof InterviewTemplate>;
export const TemplateList = z.object({ items: z.array(InterviewTemplate) });
