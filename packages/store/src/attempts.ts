/**
 * Attempts at judging a submission: the writes of whoever judges.
 *
 * Each begin gives the submission's next attempt number, and every write names its attempt: it takes effect only while
 * that attempt is the one that runs. A grader that was given up for dead and goes on all the same can write nothing. A
 * write also names the last event number that its writer knows. Nobody else writes under that attempt, so when the
 * answer to a write got lost with the connection, repeating it tells whether it had been done; it is never done twice.
 *
 *   queued --begin--> running --finish--> finished        (exactly once, with the last event)
 *                     running --hand back--> queued
 *                     running --begin--> running          (the attempt before was lost)
 *
 * Attempts that ended through our fault are counted. When there were too many, the next begin finishes the submission
 * as judge-error instead: so that one which kills its grader every time ends, too.
 */
import {
  Exercise,
  type NumberedEvent,
  type Recording,
  type Report,
  type SubmissionEvent,
  SubmissionId,
  SubmissionMode,
  SubmissionPurpose,
  verdictCode,
} from '@lockstep/protocol';
import { z } from 'zod';
import { noteEnd } from './authoring/ends.ts';
import type { Database, Transaction } from './client.ts';
import { LeaseLost, messageOf } from './errors.ts';
import { writeEvents } from './events.ts';
import { type JobSender, QUEUE, QUEUE_SCHEMA } from './job-queue.ts';
import { toDocument, toText } from './stored.ts';

export type FinishedEvent = Extract<SubmissionEvent, { kind: 'finished' }>;

/** What a grader gets to judge. */
export interface Assignment {
  readonly submission: SubmissionId;
  readonly slug: string;
  readonly mode: SubmissionMode;
  /** A `mutant` is judged by the quickest evidence, everything else whole. */
  readonly purpose: SubmissionPurpose;
  /** The call of mode `own`. */
  readonly call: string | null;
  readonly source: string;
  readonly revisionId: string;
  readonly exercise: Exercise;
  /** From 1. */
  readonly attempt: number;
  /** When this attempt fails through our fault, there will be no other. */
  readonly lastTry: boolean;
  /** The number of the last event so far. */
  readonly lastSeq: number;
}

/** A job as it was claimed. */
export interface Claim {
  readonly submission: SubmissionId;
  readonly jobId: string;
  readonly retryCount: number;
  /** The grader, as it is listed; null: one that is not. */
  readonly grader: string | null;
}

export type Begun =
  | { readonly kind: 'begun'; readonly assignment: Assignment }
  /** The job is somebody else's by now. */
  | { readonly kind: 'not-claimed' }
  /** Nothing to do: finished, cancelled or gone. */
  | { readonly kind: 'over' }
  /** It had failed too often: it has been finished as judge-error just now. */
  | { readonly kind: 'given-up' };

/** What an attempt is known by when it writes. */
export interface AttemptKey {
  readonly submission: SubmissionId;
  readonly attempt: number;
  readonly lastSeq: number;
}

export interface Attempts {
  /** Begins an attempt under a claimed job, with a `restarted` event if there was one before. */
  begin(claim: Claim, maxFailedAttempts: number): Promise<Begun>;
  /** Adds events. Throws LeaseLost. May be repeated after StoreUnavailable. */
  append(key: AttemptKey, events: readonly SubmissionEvent[]): Promise<NumberedEvent[]>;
  /** Keeps what was learned of a scope, in place of what an attempt before learned of it. Throws LeaseLost. May be repeated. */
  keepRecording(key: AttemptKey, scope: number, recording: Recording): Promise<void>;
  /** Sets verdict and report and adds the last event. Throws LeaseLost. May be repeated after StoreUnavailable. */
  finish(key: AttemptKey, report: Report, finished: FinishedEvent): Promise<NumberedEvent>;
  /** Ends the attempt without a verdict. `judge-error` counts as failed, `given-back` does not. Throws LeaseLost. */
  handBack(key: AttemptKey, end: 'judge-error' | 'given-back'): Promise<void>;
  /** Which of these are over for reasons of others: cancelled, or a later attempt has begun. */
  overtaken(keys: readonly Pick<AttemptKey, 'submission' | 'attempt'>[]): Promise<SubmissionId[]>;
  /**
   * Queues every unfinished submission that has no live job, of which there should be none. One process at a time;
   * returns how many there were, or null when another one is at it.
   */
  requeueLost(): Promise<number | null>;
}

const Locked = z.object({
  state: z.enum(['queued', 'running', 'finished', 'cancelled']),
  attempt: z.int(),
  failed_attempts: z.int(),
  attempt_end: z.enum(['judge-error', 'given-back']).nullable(),
  last_seq: z.int(),
  now: z.date(),
});
type Locked = z.infer<typeof Locked>;

const SWEEP_LOCK = 'lockstep sweep';
const SWEEP_AT_ONCE = 100;

export function openAttempts(database: Database, jobs: JobSender): Attempts {
  return {
    begin: (claim, maxFailedAttempts) =>
      database.transact((transaction) => begin(transaction, claim, maxFailedAttempts)),

    append: (key, events) =>
      database.transact(async (transaction) => {
        if (events.length === 0) return [];
        const { submission, attempt, lastSeq } = key;
        const changed = await transaction.$executeRaw`
          UPDATE submission SET last_seq = ${lastSeq + events.length}
          WHERE id = ${submission}::uuid AND attempt = ${attempt} AND state = 'running' AND last_seq = ${lastSeq}`;
        if (changed === 1) return writeEvents(transaction, submission, lastSeq, events);
        const now = await lock(transaction, submission);
        if (now?.attempt !== attempt || now.state !== 'running' || now.last_seq !== lastSeq + events.length)
          throw new LeaseLost(submission, attempt);
        return writtenAlready(transaction, key, events);
      }),

    keepRecording: ({ submission, attempt }, scope, recording) =>
      database.transact(async (transaction) => {
        const kept = await transaction.$executeRaw`
          INSERT INTO recording (submission_id, scope, content)
          SELECT id, ${scope}, ${toDocument(recording)}::json FROM submission
          WHERE id = ${submission}::uuid AND attempt = ${attempt} AND state = 'running'
          ON CONFLICT (submission_id, scope) DO UPDATE SET content = excluded.content`;
        if (kept === 0) throw new LeaseLost(submission, attempt);
      }),

    finish: (key, report, finished) =>
      database.transact(async (transaction) => {
        const { submission, attempt, lastSeq } = key;
        const now = await lock(transaction, submission);
        if (now?.attempt === attempt && now.state === 'finished' && now.last_seq === lastSeq + 1) {
          return only(await writtenAlready(transaction, key, [finished]));
        }
        if (now?.attempt !== attempt || now.state !== 'running' || now.last_seq !== lastSeq)
          throw new LeaseLost(submission, attempt);
        return finish(transaction, key, report, finished);
      }),

    handBack: ({ submission, attempt }, end) =>
      database.transact(async (transaction) => {
        const failed = end === 'judge-error' ? 1 : 0;
        const changed = await transaction.$executeRaw`
          UPDATE submission SET state = 'queued', attempt_end = ${end}, failed_attempts = failed_attempts + ${failed}
          WHERE id = ${submission}::uuid AND attempt = ${attempt} AND state = 'running'`;
        if (changed === 1) return;
        const now = await lock(transaction, submission);
        if (now?.attempt !== attempt || now.state !== 'queued') throw new LeaseLost(submission, attempt);
      }),

    overtaken: (keys) =>
      database.run(async (client) => {
        const rows = await client.$queryRaw`
          SELECT submission.id FROM submission
          JOIN unnest(${keys.map(({ submission }) => submission)}::uuid[], ${keys.map(({ attempt }) => attempt)}::int[])
            AS held (id, attempt) ON held.id = submission.id
          WHERE submission.state = 'cancelled' OR submission.attempt > held.attempt`;
        return Ids.parse(rows).map(({ id }) => id);
      }),

    requeueLost: () => database.transact((transaction) => requeueLost(transaction, jobs)),
  };
}

async function begin(transaction: Transaction, claim: Claim, maxFailedAttempts: number): Promise<Begun> {
  const { submission } = claim;
  if (!(await holdsJob(transaction, claim))) return { kind: 'not-claimed' };
  const was = await lock(transaction, submission);
  if (was === null || was.state === 'finished' || was.state === 'cancelled') return { kind: 'over' };

  // Still running: whoever judged it is gone and could not say so.
  const failedAttempts = was.failed_attempts + (was.state === 'running' ? 1 : 0);
  const reason = restartReason(was);
  const lastSeq = was.last_seq;
  const attempt = was.attempt + 1;
  if (failedAttempts >= maxFailedAttempts) {
    await giveUp(
      transaction,
      { submission, attempt, lastSeq },
      `${failedAttempts} attempts failed, the last one as ${reason}`,
    );
    return { kind: 'given-up' };
  }
  const row = await transaction.submission.update({
    where: { id: submission },
    data: {
      state: 'running',
      attempt,
      failedAttempts,
      attemptEnd: null,
      startedAt: was.now,
      graderId: await listed(transaction, claim),
    },
    select: {
      slug: true,
      mode: true,
      purpose: true,
      call: true,
      source: true,
      revisionId: true,
      revision: { select: { content: true } },
    },
  });
  const exercise = Exercise.safeParse(row.revision.content);
  if (!exercise.success) {
    await giveUp(
      transaction,
      { submission, attempt, lastSeq },
      `its exercise's revision ${row.revisionId} cannot be read: ${messageOf(exercise.error)}`,
    );
    return { kind: 'given-up' };
  }
  const restarted: SubmissionEvent[] = reason === null ? [] : [{ kind: 'restarted', reason }];
  if (restarted.length > 0) {
    await transaction.submission.update({ where: { id: submission }, data: { lastSeq: lastSeq + 1 } });
    await writeEvents(transaction, submission, lastSeq, restarted);
  }
  return {
    kind: 'begun',
    assignment: {
      submission,
      slug: row.slug,
      mode: SubmissionMode.parse(row.mode),
      purpose: SubmissionPurpose.parse(row.purpose),
      call: row.call,
      source: row.source,
      revisionId: row.revisionId,
      exercise: exercise.data,
      attempt,
      lastTry: failedAttempts + 1 >= maxFailedAttempts,
      lastSeq: lastSeq + restarted.length,
    },
  };
}

/** The grader of a claim, if it is listed; it may have been silent for long. */
async function listed(transaction: Transaction, { grader }: Claim): Promise<string | null> {
  if (grader === null) return null;
  const row = await transaction.grader.findUnique({ where: { id: grader }, select: { id: true } });
  return row?.id ?? null;
}

/** Whether the job is still claimed as it was; it stays so until the transaction ends. */
async function holdsJob(transaction: Transaction, { jobId, retryCount }: Claim): Promise<boolean> {
  const rows = await transaction.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND id = $2::uuid AND state = 'active' AND retry_count = $3 FOR SHARE`,
    QUEUE,
    jobId,
    retryCount,
  );
  return rows.length === 1;
}

async function lock(transaction: Transaction, submission: SubmissionId): Promise<Locked | null> {
  const rows = await transaction.$queryRaw`
    SELECT state, attempt, failed_attempts, attempt_end, last_seq, now()::timestamptz(3) AS now FROM submission WHERE id = ${submission}::uuid FOR UPDATE`;
  return z.array(Locked).parse(rows)[0] ?? null;
}

function restartReason(was: Locked): 'grader-lost' | 'judge-error' | null {
  if (was.attempt === 0) return null;
  return was.state === 'queued' && was.attempt_end === 'judge-error' ? 'judge-error' : 'grader-lost';
}

const Ended = z.array(z.object({ purpose: SubmissionPurpose }));

async function finish(
  transaction: Transaction,
  { submission, attempt, lastSeq }: AttemptKey,
  report: Report,
  finished: FinishedEvent,
): Promise<NumberedEvent> {
  const claim = report.claim === null ? null : toDocument(report.claim);
  const rows = await transaction.$queryRaw`
    UPDATE submission SET state = 'finished', attempt = ${attempt}, finished_at = now(), last_seq = ${lastSeq + 1}, attempt_end = NULL,
      verdict = ${report.verdict}, code = ${report.code}, claim = ${claim}::json, sentence = ${toText(report.sentence)},
      report = ${toDocument(report)}::json, judging_ms = ${report.timing.totalMs}::float8
    WHERE id = ${submission}::uuid RETURNING purpose`;
  for (const { purpose } of Ended.parse(rows)) await noteEnd(transaction, submission, purpose, report);
  return only(await writeEvents(transaction, submission, lastSeq, [finished]));
}

/** Finishes it under an attempt of its own, so that one which comes back from the dead cannot take this end for its own. */
async function giveUp(transaction: Transaction, key: AttemptKey, fault: string): Promise<void> {
  const { report, finished } = judgeError(fault);
  await finish(transaction, key, report, finished);
}

/** The report and the last event of a submission that could not be judged. Pure. */
export function judgeError(fault: string): { readonly report: Report; readonly finished: FinishedEvent } {
  const shared = {
    verdict: 'judge-error',
    code: verdictCode('judge-error'),
    claim: null,
    flags: [],
    sentence: 'Our fault: this submission could not be judged. It counts for nothing; please submit it again.',
    compileError: null,
    timing: { totalMs: 0, compileMs: null, samplesMs: null, fullScaleMs: null, exploreMs: null },
  } satisfies Partial<Report>;
  return {
    report: { ...shared, decidedBy: null, fault, faultIn: 'judge', tests: [], scopes: [], findings: [] },
    finished: { kind: 'finished', ...shared },
  };
}

/** The answer to a write that had been done before, when its first answer was lost. */
async function writtenAlready(
  transaction: Transaction,
  key: AttemptKey,
  events: readonly SubmissionEvent[],
): Promise<NumberedEvent[]> {
  const rows = await transaction.submissionEvent.findMany({
    where: { submissionId: key.submission, seq: { gt: key.lastSeq, lte: key.lastSeq + events.length } },
    orderBy: { seq: 'asc' },
  });
  return rows.flatMap(({ seq, at }, index) => {
    const event = events[index];
    return event === undefined ? [] : [{ seq, at: at.toISOString(), event }];
  });
}

function only(events: readonly NumberedEvent[]): NumberedEvent {
  const [event] = events;
  if (event === undefined || events.length !== 1)
    throw new Error(`one event should have been written, not ${events.length}`);
  return event;
}

const Ids = z.array(z.object({ id: SubmissionId }));
const Lost = z.array(z.object({ id: SubmissionId, purpose: SubmissionPurpose }));

async function requeueLost(transaction: Transaction, jobs: JobSender): Promise<number | null> {
  const [mine] = await transaction.$queryRaw<
    { mine: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(hashtext(${SWEEP_LOCK})) AS mine`;
  if (mine?.mine !== true) return null;
  // As pg-boss's unique index of live jobs has it, so that the index is used.
  const rows = await transaction.$queryRawUnsafe(
    `SELECT id, purpose FROM submission WHERE state IN ('queued', 'running') AND NOT EXISTS (
       SELECT 1 FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND COALESCE(singleton_key, '') = submission.id::text
       AND state <= 'active' AND policy = 'exclusive')
     ORDER BY created_at LIMIT ${SWEEP_AT_ONCE}`,
    QUEUE,
  );
  const lost = Lost.parse(rows);
  for (const { id, purpose } of lost) await jobs.send(transaction, purpose, [id]);
  return lost.length;
}
