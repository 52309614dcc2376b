/**
 * The queue of submissions: its name, its rules, and how a job gets into it. The rows are pg-boss's, in a schema of
 * their own. Claiming jobs is judging-queue.ts.
 *
 * The policy `exclusive` with the submission as key allows one live job (waiting, to be retried or running) for each
 * submission, by a unique index: queueing twice is harmless.
 */

import type { SubmissionId, SubmissionPurpose } from '@lockstep/protocol';
import { fromPrisma, PgBoss } from 'pg-boss';
import type { Transaction } from './client.ts';
import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

export const QUEUE = 'judging';
export const QUEUE_SCHEMA = 'pgboss';

/** pg-boss allows no shorter one. */
export const HEARTBEAT_SECONDS = 10;

/** For pg-boss's connections. */
export const STATEMENT_TIMEOUT = '-c statement_timeout=15000';

const DAY_SECONDS = 86_400;

const QUEUE_OPTIONS = {
  policy: 'exclusive',
  notify: true,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  // A job that goes on for so long hangs: a judging is bounded by its own limits far below this.
  expireInSeconds: 1_800,
  // How often judging is tried is decided where it begins (attempts.ts), where the reasons are known.
  retryLimit: 1_000,
  retryDelay: 1,
  retentionSeconds: 30 * DAY_SECONDS,
  deleteAfterSeconds: 3_600,
} as const;

/** Makes pg-boss's tables and the queue where they are missing. Safe when several processes do it at once. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'lockstep migrate',
    schema: QUEUE_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  let fault: unknown = null;
  boss.on('error', (error) => {
    fault = error;
  });
  try {
    await boss.start();
    await boss.createQueue(QUEUE, QUEUE_OPTIONS);
    const { policy: _, ...changeable } = QUEUE_OPTIONS;
    await boss.updateQueue(QUEUE, changeable);
  } catch (error) {
    throw new Error(`The job queue could not be set up: ${messageOf(error)}`, { cause: error ?? fault });
  } finally {
    await boss.stop({ graceful: false }).catch(() => {});
  }
}

/** Of jobs that wait those with the highest are taken first: candidates do not wait for authors, nor references for mutants. */
const PRIORITY: Readonly<Record<SubmissionPurpose, number>> = {
  candidate: 0,
  reference: -10,
  mutant: -20,
  rejudge: -30,
};

/** Puts jobs into the queue, each in the caller's transaction. */
export interface JobSender {
  /** Queues submissions; does nothing for one that has a live job. The jobs exist when and if the transaction commits. */
  send(transaction: Transaction, purpose: SubmissionPurpose, submissions: readonly SubmissionId[]): Promise<void>;
  close(): Promise<void>;
}

/** Jobs go out on the connections of the transactions; this needs one of its own to look up the queue. The queue must have been installed. */
export async function openJobSender(url: string, log: Log): Promise<JobSender> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'lockstep queue',
    max: 1,
    connectionTimeoutMillis: 5_000,
    options: STATEMENT_TIMEOUT,
    schema: QUEUE_SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
    flowIntervalSeconds: DAY_SECONDS,
  });
  boss.on('error', (error) => log('warn', `job queue: ${messageOf(error)}`));
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
  return {
    async send(transaction, purpose, submissions) {
      const priority = PRIORITY[purpose];
      const jobs = submissions.map((submission) => ({ data: { submission }, singletonKey: submission, priority }));
      if (jobs.length > 0) await boss.insert(QUEUE, jobs, { db: fromPrisma(transaction) });
    },
    close: () => boss.stop({ graceful: false }),
  };
}
