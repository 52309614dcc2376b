/** The face of @lockstep/store. Only this package knows Prisma, pg-boss and SQL. */
export type { AccountLinks, LinkUsed, NewLink } from './accounts/account-links.ts';
export type { AccountChanged, Accounts, ProviderAccount, StoredAccount } from './accounts/accounts.ts';
export type { ApiTokens, TokenMade, TokenUse } from './accounts/api-tokens.ts';
export type { Audit, AuditAction } from './accounts/audit.ts';
export type { Sessions, SignedIn } from './accounts/sessions.ts';
export type { SignInGuard, SignInTry } from './accounts/sign-in-guard.ts';
export type { Assignment, Attempts, Claim, FinishedEvent } from './attempts.ts';
export { judgeError } from './attempts.ts';
export { filesDigest } from './authoring/files-digest.ts';
export type {
  DraftText,
  NewPackageDraft,
  PackageDraftCreated,
  PackageDrafts,
  StoredPackageDraft,
} from './authoring/package-drafts.ts';
export type { FileChange, FileChanged } from './authoring/package-files.ts';
export type { DraftPublished, DraftToPublish, Publications, StoredAuthored } from './authoring/publications.ts';
export type { RejudgeStarted, Rejudges } from './authoring/rejudges.ts';
export type { CaseTally, EndedCase, StoredCase, VerificationCases } from './authoring/verification-cases.ts';
export type {
  NewCase,
  NewVerification,
  StoredVerification,
  VerificationStarted,
  Verifications,
} from './authoring/verifications.ts';
export type { DraftSave, DraftSaved, Drafts } from './drafts.ts';
export { LeaseLost, MigrationMismatch, StoredDataInvalid, StoreUnavailable } from './errors.ts';
export { type EventFeed, type EventFeedOptions, type FeedNotice, openEventFeed } from './event-feed.ts';
export type { Events } from './events.ts';
export type { BrokenExercise, Exercises, PublishedExercise, PublishResult } from './exercises.ts';
export type { InterviewChanged, Interviews, StoredInterview } from './interviews/interviews.ts';
export type {
  Appended,
  CodeHead,
  CodeKey,
  DraftOfCode,
  LiveCodes,
  LogStretch,
  NewChange,
  StoredTyping,
} from './interviews/live-codes.ts';
export { sizeOf } from './interviews/live-codes.ts';
export type { Moments, NewMoment } from './interviews/moments.ts';
export type { RubricChanged, Rubrics } from './interviews/rubrics.ts';
export type { Sittings, Started, StoredSitting } from './interviews/sittings.ts';
export type { Standing } from './interviews/standings.ts';
export { type JudgingQueue, type JudgingQueueOptions, openJudgingQueue } from './judging-queue.ts';
export type { Lease } from './lease.ts';
export type { Log } from './log.ts';
export type { Erased, Erasure } from './operations/erasure.ts';
export type { GraderSelf, Graders } from './operations/graders.ts';
export type { JudgedAgain, Operations } from './operations/operations.ts';
export type { SittingErased } from './operations/sitting-erasure.ts';
export { AlreadyRunning } from './postgres/ownership.ts';
export { type Postgres, type PostgresOptions, startPostgres } from './postgres/start.ts';
export { prepareDatabase } from './prepare.ts';
export type { NewAnswer, PublishedQuestion, Questions } from './questions.ts';
export type { AssessmentSaved, Assessments, SittingPanel } from './review/assessments.ts';
export type { NoteChanged, NoteMade, Notes } from './review/notes.ts';
export type { OutcomeDecided, Outcomes } from './review/outcomes.ts';
export type { FoundSubmission, SimilarSubmissionStore } from './review/similar-submissions.ts';
export type { SittingAttempts, StoredAttempt } from './review/sitting-attempts.ts';
export { intoMs, type SubmissionSearches, type SubmissionSearchQuery } from './review/submission-search.ts';
export { openStore, type Store, type StoreOptions, type StoreStats } from './store.ts';
export type {
  ExerciseStanding,
  NewSubmission,
  StoredSubmission,
  SubmissionCreated,
  SubmissionList,
  SubmissionQuery,
  Submissions,
} from './submissions.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export type { Visitors } from './visitors.ts';
export {
  type Answered,
  type Asked,
  type ClaimedDelivery,
  DELIVERIES_KEPT_DAYS,
  type Deliveries,
} from './webhooks/deliveries.ts';
export type { WebhookCreated, Webhooks } from './webhooks/webhooks.ts';
