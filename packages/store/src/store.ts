/** The store: everything that server and grader keep in the database, as repositories on one pool of connections. */
import { z } from 'zod';
import { type AccountLinks, openAccountLinks } from './accounts/account-links.ts';
import { type Accounts, openAccounts } from './accounts/accounts.ts';
import { type ApiTokens, openApiTokens } from './accounts/api-tokens.ts';
import { type Audit, openAudit } from './accounts/audit.ts';
import { openSessions, type Sessions } from './accounts/sessions.ts';
import { openSignInGuard, type SignInGuard } from './accounts/sign-in-guard.ts';
import { type Attempts, openAttempts } from './attempts.ts';
import { type Database, openDatabase } from './client.ts';
import { type Drafts, openDrafts } from './drafts.ts';
import { guarded, StoreUnavailable } from './errors.ts';
import { type Events, openEvents } from './events.ts';
import { type Exercises, openExercises } from './exercises.ts';
import { type Interviews, openInterviews } from './interviews/interviews.ts';
import { type LiveCodes, openLiveCodes } from './interviews/live-codes.ts';
import { type Moments, openMoments } from './interviews/moments.ts';
import { openSittings, type Sittings } from './interviews/sittings.ts';
import { openJobSender } from './job-queue.ts';
import { type Log, silent } from './log.ts';
import { type Erasure, openErasure } from './operations/erasure.ts';
import { type Graders, openGraders } from './operations/graders.ts';
import { type Operations, openOperations } from './operations/operations.ts';
import { prepareDatabase } from './prepare.ts';
import { openQuestions, type Questions } from './questions.ts';
import { openSubmissions, type Submissions } from './submissions.ts';
import { openVisitors, type Visitors } from './visitors.ts';

export interface StoreOptions {
  /** `postgresql://…`, PostgreSQL 15 or newer. */
  readonly url: string;
  readonly log?: Log;
  readonly now?: () => Date;
  /** At most so many connections are open at a time. */
  readonly connections?: number;
  readonly statementTimeoutMs?: number;
  readonly maxUnfinishedPerVisitor?: number;
  /** False: the database was prepared by somebody else (prepareDatabase, or Prisma and pg-boss by hand). */
  readonly prepare?: boolean;
}

export interface Store {
  readonly visitors: Visitors;
  readonly accounts: Accounts;
  readonly accountLinks: AccountLinks;
  readonly sessions: Sessions;
  readonly signInGuard: SignInGuard;
  readonly apiTokens: ApiTokens;
  readonly audit: Audit;
  readonly graders: Graders;
  readonly interviews: Interviews;
  readonly sittings: Sittings;
  readonly liveCodes: LiveCodes;
  readonly moments: Moments;
  readonly operations: Operations;
  readonly erasure: Erasure;
  readonly exercises: Exercises;
  readonly questions: Questions;
  readonly submissions: Submissions;
  readonly events: Events;
  readonly drafts: Drafts;
  /** What a judging queue writes. Graders do not use it themselves: they have leases. */
  readonly attempts: Attempts;
  /** Whether the database answers within `timeoutMs`. */
  health(timeoutMs?: number): Promise<boolean>;
  stats(): Promise<StoreStats>;
  close(): Promise<void>;
}

export interface StoreStats {
  readonly queued: number;
  readonly running: number;
  /** How long the submission that was made first has been waiting; null when none waits. */
  readonly longestWaitMs: number | null;
}

/** Opens the store, after preparing the database. Throws StoreUnavailable when there is no database. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, log = silent, now = () => new Date(), prepare = true } = options;
  const { connections = 10, statementTimeoutMs = 10_000, maxUnfinishedPerVisitor = 5 } = options;
  if (prepare) {
    const applied = await guarded(() => prepareDatabase(url));
    for (const name of applied) log('info', `database: applied migration ${name}`);
  }
  const database = openDatabase({ url, connections, statementTimeoutMs, log });
  try {
    const jobs = await guarded(() => openJobSender(url, log));
    const graders = openGraders(database, now);
    const submissions = openSubmissions({ database, jobs, maxUnfinishedPerVisitor });
    return {
      visitors: openVisitors(database, now),
      accounts: openAccounts(database, now),
      accountLinks: openAccountLinks(database, now),
      sessions: openSessions(database, now),
      signInGuard: openSignInGuard(database, now),
      apiTokens: openApiTokens(database, now),
      audit: openAudit(database),
      exercises: openExercises(database, now),
      questions: openQuestions(database, now),
      submissions,
      graders,
      operations: openOperations(database, submissions, graders, now),
      interviews: openInterviews(database, now),
      sittings: openSittings(database, now),
      liveCodes: openLiveCodes(database, now),
      moments: openMoments(database),
      erasure: openErasure(database, now),
      events: openEvents(database),
      drafts: openDrafts(database),
      attempts: openAttempts(database, jobs),
      health: (timeoutMs = 2_000) => health(database, timeoutMs),
      stats: () => stats(database, now),
      async close() {
        await jobs.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function health(database: Database, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const asked = database
    .run((client) => client.$queryRaw`SELECT 1`)
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof StoreUnavailable) return false;
        throw error;
      },
    );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

const Depth = z.array(z.object({ state: z.string(), count: z.int(), since: z.date() }));

async function stats(database: Database, now: () => Date): Promise<StoreStats> {
  const rows = await database.run(
    (client) => client.$queryRaw`
      SELECT state, count(*)::int AS count, min(created_at) AS since FROM submission
      WHERE state IN ('queued', 'running') GROUP BY state`,
  );
  const depth = Depth.parse(rows);
  const queued = depth.find(({ state }) => state === 'queued');
  return {
    queued: queued?.count ?? 0,
    running: depth.find(({ state }) => state === 'running')?.count ?? 0,
    longestWaitMs: queued === undefined ? null : Math.max(0, now().getTime() - queued.since.getTime()),
  };
}
