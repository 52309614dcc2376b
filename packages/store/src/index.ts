/** The face of @lockstep/store. Only this package knows Prisma, pg-boss and SQL. */
export type { AccountLinks, LinkUsed, NewLink } from './accounts/account-links.ts';
export type { AccountChanged, Accounts, ProviderAccount, StoredAccount } from './accounts/accounts.ts';
export type { ApiTokens, TokenMade, TokenUse } from './accounts/api-tokens.ts';
export type { Audit, AuditAction } from './accounts/audit.ts';
export type { Sessions, SignedIn } from './accounts/sessions.ts';
export type { SignInGuard, SignInTry } from './accounts/sign-in-guard.ts';
export type { Assignment, Attempts, Claim, FinishedEvent } from './attempts.ts';
export { judgeError } from './attempts.ts';
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
export type { Sittings, Standing, Started, StoredSitting } from './interviews/sittings.ts';
export { type JudgingQueue, type JudgingQueueOptions, openJudgingQueue } from './judging-queue.ts';
export type { Lease } from './lease.ts';
export type { Log } from './log.ts';
export type { Erased, Erasure } from './operations/erasure.ts';
export type { GraderSelf, Graders } from './operations/graders.ts';
export type { JudgedAgain, Operations } from './operations/operations.ts';
export { AlreadyRunning } from './postgres/ownership.ts';
export { type Postgres, type PostgresOptions, startPostgres } from './postgres/start.ts';
export { prepareDatabase } from './prepare.ts';
export type { NewAnswer, PublishedQuestion, Questions } from './questions.ts';
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
