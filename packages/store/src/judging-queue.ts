/**
 * A grader's end of the queue: takes submissions off it and hands each to a handler.
 *
 * Theory of operation. pg-boss claims jobs (woken by NOTIFY, polling as a backstop), keeps each claim alive with a
 * heartbeat, and in every grader looks for claims without one, which go back into the queue. Under a claim we begin an
 * attempt (attempts.ts), and only the attempt decides who may write. So a job that runs twice does no harm, and
 * "finished" never depends on what becomes of the job. When a job is lost altogether, the sweep, which every grader
 * runs but one at a time, puts its submission back. Attempts that are cancelled or overtaken are looked for at intervals,
 * so that their handlers end even while they have nothing to write.
 */
import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { SubmissionId } from '@lockstep/protocol';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { z } from 'zod';
import { type Attempts, judgeError } from './attempts.ts';
import { guarded, LeaseLost, messageOf } from './errors.ts';
import { QUEUE, QUEUE_SCHEMA, STATEMENT_TIMEOUT } from './job-queue.ts';
import { HeldLease, type Lease } from './lease.ts';
import { type Log, silent } from './log.ts';
import type { GraderSelf, Graders } from './operations/graders.ts';

export interface JudgingQueueOptions {
  readonly url: string;
  readonly store: { readonly attempts: Attempts; readonly graders: Graders };
  /** How many submissions are judged at the same time. */
  readonly concurrency: number;
  /**
   * Judges one submission. Must end with `finish` or `retry`, or because `signal` was aborted. Anything else, above all
   * an error, counts as a fault of ours: another try, or judge-error when it was the last.
   */
  readonly handler: (lease: Lease) => Promise<void>;
  /** What this grader is listed as; its version. */
  readonly version?: string;
  readonly log?: Log;
  /** So many attempts may fail through our fault before the submission ends as judge-error. */
  readonly maxFailedAttempts?: number;
  /** How long a lease's write waits for a database that is away. */
  readonly patienceMs?: number;
  readonly sweepEveryMs?: number;
  /** How often it is asked whether what is judged here was cancelled. */
  readonly lookEveryMs?: number;
  readonly superviseEverySeconds?: number;
  /** How often it says that it lives. */
  readonly beatEveryMs?: number;
}

export interface JudgingQueue {
  /** Submissions being judged here now. */
  readonly running: number;
  /** Takes nothing new, waits up to `graceMs` for what runs, gives the rest back, and closes. May be called again. */
  stop(options?: { readonly graceMs?: number }): Promise<void>;
  /** Puts submissions without a job back into the queue, as is done at intervals; null when another grader is at it. */
  sweep(): Promise<number | null>;
}

const JobData = z.object({ submission: SubmissionId });

/** Tells pg-boss that the job is to run again. */
class RunAgain extends Error {}

/** Opens the queue and begins to take submissions off it. The store must have been opened on the same database. */
export async function openJudgingQueue(options: JudgingQueueOptions): Promise<JudgingQueue> {
  const queue = new Queue(options);
  await queue.start();
  return queue;
}

class Queue implements JudgingQueue {
  readonly #options: Required<JudgingQueueOptions>;
  readonly #boss: PgBoss;
  readonly #self: GraderSelf;
  readonly #held = new Set<HeldLease>();
  #sweepTimer: NodeJS.Timeout | null = null;
  #sweeping: Promise<unknown> = Promise.resolve();
  #lookTimer: NodeJS.Timeout | null = null;
  #looking: Promise<unknown> = Promise.resolve();
  #beatTimer: NodeJS.Timeout | null = null;
  #beating: Promise<unknown> = Promise.resolve();
  #stopping: Promise<void> | null = null;

  constructor(options: JudgingQueueOptions) {
    const defaults = {
      log: silent,
      maxFailedAttempts: 3,
      patienceMs: 20_000,
      sweepEveryMs: 15_000,
      lookEveryMs: 500,
      superviseEverySeconds: 5,
      beatEveryMs: 5_000,
      version: '',
    };
    this.#options = { ...defaults, ...options };
    const { url, concurrency, superviseEverySeconds, log, version } = this.#options;
    this.#self = { id: randomUUID(), host: hostname(), version, concurrency };
    this.#boss = new PgBoss({
      connectionString: url,
      application_name: 'lockstep queue',
      schema: QUEUE_SCHEMA,
      max: Math.min(concurrency + 2, 10),
      connectionTimeoutMillis: 5_000,
      options: STATEMENT_TIMEOUT,
      migrate: false,
      schedule: false,
      supervise: true,
      superviseIntervalSeconds: superviseEverySeconds,
      monitorIntervalSeconds: superviseEverySeconds,
      flowIntervalSeconds: 86_400,
      useListenNotify: true,
    });
    this.#boss.on('error', (error) => log('warn', `judging queue: ${messageOf(error)}`));
    this.#boss.on('warning', ({ message }) => log('warn', `judging queue: ${message}`));
  }

  get running(): number {
    return this.#held.size;
  }

  async start(): Promise<void> {
    try {
      await guarded(() => this.#boss.start());
      await this.#beat();
      for (let worker = 0; worker < this.#options.concurrency; worker++) await this.#addWorker();
    } catch (error) {
      await this.#boss.stop({ graceful: false }).catch(() => {});
      throw error;
    }
    this.#sweepLater(0);
    this.#lookLater();
    this.#beatLater();
  }

  /** One at a time each: so each can be woken by itself. */
  async #addWorker(): Promise<void> {
    let worker: string | null = null;
    const options = {
      localConcurrency: 1,
      heartbeatRefreshSeconds: 3,
      pollingIntervalSeconds: 1,
      notifyPollingIntervalSeconds: 2,
      includeMetadata: true,
    } as const;
    worker = await this.#boss.work(QUEUE, options, async ([job]: JobWithMetadata<unknown>[]) => {
      if (job === undefined) return;
      try {
        await this.#work(job);
      } finally {
        // Without this it would look for the next job at its next polling only.
        if (worker !== null) this.#boss.notifyWorker(worker);
      }
    });
  }

  sweep(): Promise<number | null> {
    return this.#options.store.attempts.requeueLost();
  }

  stop({ graceMs = 10_000 }: { readonly graceMs?: number } = {}): Promise<void> {
    this.#stopping ??= this.#stop(graceMs);
    return this.#stopping;
  }

  async #stop(graceMs: number): Promise<void> {
    if (this.#sweepTimer !== null) clearTimeout(this.#sweepTimer);
    if (this.#lookTimer !== null) clearTimeout(this.#lookTimer);
    if (this.#beatTimer !== null) clearTimeout(this.#beatTimer);
    await Promise.all([this.#sweeping, this.#looking, this.#beating]);
    const drained = this.#boss.offWork(QUEUE, { wait: true });
    await Promise.race([drained, delay(graceMs, undefined, { ref: false })]);
    await Promise.all([...this.#held].map((lease) => this.#giveBack(lease)));
    // Handlers were told by their signal; one that does not listen must not hold up the end, and can write no more.
    await Promise.race([drained, delay(1_000, undefined, { ref: false })]);
    await this.#options.store.graders.leave(this.#self.id).catch(() => {});
    await this.#boss.stop({ graceful: false });
  }

  async #giveBack(lease: HeldLease): Promise<void> {
    try {
      await lease.giveBack();
    } catch (error) {
      // Then its heartbeat ends with us, and another grader takes it.
      if (!(error instanceof LeaseLost))
        this.#options.log('warn', `judging queue: could not give ${name(lease)} back: ${messageOf(error)}`);
    }
  }

  #sweepLater(inMs: number): void {
    if (this.#stopping !== null) return;
    this.#sweepTimer = setTimeout(() => {
      this.#sweeping = this.sweep()
        .then(
          (found) => {
            if (found !== null && found > 0)
              this.#options.log('warn', `judging queue: ${found} submissions had lost their job and got a new one`);
          },
          (error: unknown) => this.#options.log('warn', `judging queue: sweep: ${messageOf(error)}`),
        )
        .finally(() => this.#sweepLater(this.#options.sweepEveryMs));
    }, inMs);
  }

  #lookLater(): void {
    if (this.#stopping !== null) return;
    this.#lookTimer = setTimeout(() => {
      // A database that is away is nothing new to the leases: their writes wait for it.
      this.#looking = this.#loseOvertaken()
        .catch((error: unknown) => this.#options.log('warn', `judging queue: look: ${messageOf(error)}`))
        .finally(() => this.#lookLater());
    }, this.#options.lookEveryMs);
  }

  #beat(): Promise<void> {
    const [load = 0] = loadavg();
    return this.#options.store.graders.beat(this.#self, load / availableParallelism());
  }

  #beatLater(): void {
    if (this.#stopping !== null) return;
    this.#beatTimer = setTimeout(() => {
      // While the database is away it looks dead, and is as good as that.
      this.#beating = this.#beat()
        .catch(() => {})
        .finally(() => this.#beatLater());
    }, this.#options.beatEveryMs);
  }

  async #loseOvertaken(): Promise<void> {
    if (this.#held.size === 0) return;
    const held = new Map([...this.#held].map((lease) => [lease.assignment.submission, lease]));
    const over = await this.#options.store.attempts.overtaken([...held.values()].map(({ assignment }) => assignment));
    for (const submission of over) held.get(submission)?.lose();
  }

  /** Resolves when the job is done with, throws when it has to run again. */
  async #work(job: JobWithMetadata<unknown>): Promise<void> {
    const { store, maxFailedAttempts, patienceMs, log } = this.#options;
    const { submission } = JobData.parse(job.data);
    const begun = await store.attempts.begin(
      { submission, jobId: job.id, retryCount: job.retryCount, grader: this.#self.id },
      maxFailedAttempts,
    );
    switch (begun.kind) {
      case 'over':
      case 'not-claimed':
        return;
      case 'given-up':
        log('error', `judging queue: submission ${submission} was given up as judge-error`);
        return;
      case 'begun':
        break;
      default:
        return begun satisfies never;
    }
    const lease = new HeldLease(begun.assignment, store.attempts, job.signal, patienceMs);
    this.#held.add(lease);
    try {
      await this.#handle(lease);
    } finally {
      this.#held.delete(lease);
    }
    if (lease.state === 'handed-back') throw new RunAgain(`submission ${submission} was handed back`);
  }

  async #handle(lease: HeldLease): Promise<void> {
    const { handler, log } = this.#options;
    let fault = 'the handler ended without a verdict';
    try {
      await handler(lease);
    } catch (error) {
      fault = messageOf(error);
      if (lease.state === 'open') log('error', `judging queue: ${name(lease)}: ${fault}`);
    }
    if (lease.state !== 'open') return;
    try {
      if ((await lease.retry()).kind === 'again') return;
      const { report, finished } = judgeError(fault);
      await lease.finish(report, finished);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      throw error;
    }
  }
}

function name({ assignment }: Lease): string {
  return `attempt ${assignment.attempt} at submission ${assignment.submission}`;
}
