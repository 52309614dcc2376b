/**
 * A grader's hold on one submission for one attempt: what a handler gets, and the only way in which it writes.
 *
 * Writes go to the database one after the other, in the order in which they were asked for. While the database is away
 * they wait for it, up to `patienceMs`, then fail with StoreUnavailable. Once the lease is lost, everything fails with
 * LeaseLost and `signal` is aborted.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { NumberedEvent, Recording, Report, SubmissionEvent } from '@lockstep/protocol';
import type { Assignment, AttemptKey, Attempts, FinishedEvent } from './attempts.ts';
import { LeaseLost, StoreUnavailable } from './errors.ts';

export interface Lease {
  readonly assignment: Assignment;
  /** Aborted when going on is pointless: the lease was lost, its submission cancelled, or the grader stops and gives the submission back. */
  readonly signal: AbortSignal;
  /** Adds events; resolves when they are stored. */
  append(events: readonly SubmissionEvent[]): Promise<NumberedEvent[]>;
  /** Keeps what was learned of a scope, so that it can be played. */
  keepRecording(scope: number, recording: Recording): Promise<void>;
  /** Ends the submission with its verdict. */
  finish(report: Report, finished: FinishedEvent): Promise<NumberedEvent>;
  /**
   * Gives the submission back after a fault of ours, to be tried again. `exhausted`: this was the last try, nothing
   * was done; finish it as judge-error.
   */
  retry(): Promise<{ readonly kind: 'again' } | { readonly kind: 'exhausted' }>;
}

/** How a lease stands. `open` until its handler ended it one way or the other. */
export type LeaseState = 'open' | 'finished' | 'handed-back' | 'lost';

export class HeldLease implements Lease {
  readonly assignment: Assignment;
  readonly signal: AbortSignal;
  readonly #attempts: Attempts;
  readonly #patienceMs: number;
  readonly #abort: AbortController;
  #lastSeq: number;
  #state: LeaseState = 'open';
  #queue: Promise<unknown> = Promise.resolve();

  /** `outer` is aborted by the queue when it knows that the claim is gone. */
  constructor(assignment: Assignment, attempts: Attempts, outer: AbortSignal, patienceMs: number) {
    this.assignment = assignment;
    this.#attempts = attempts;
    this.#patienceMs = patienceMs;
    this.#abort = new AbortController();
    this.signal = AbortSignal.any([this.#abort.signal, outer]);
    this.#lastSeq = assignment.lastSeq;
  }

  get state(): LeaseState {
    return this.#state;
  }

  append(events: readonly SubmissionEvent[]): Promise<NumberedEvent[]> {
    return this.#write(async (key) => {
      const written = await this.#attempts.append(key, events);
      this.#lastSeq += events.length;
      return written;
    });
  }

  keepRecording(scope: number, recording: Recording): Promise<void> {
    return this.#write((key) => this.#attempts.keepRecording(key, scope, recording));
  }

  finish(report: Report, finished: FinishedEvent): Promise<NumberedEvent> {
    return this.#write(async (key) => {
      const written = await this.#attempts.finish(key, report, finished);
      this.#state = 'finished';
      return written;
    });
  }

  retry(): Promise<{ readonly kind: 'again' } | { readonly kind: 'exhausted' }> {
    if (this.assignment.lastTry) return Promise.resolve({ kind: 'exhausted' });
    return this.#handBack('judge-error').then(() => ({ kind: 'again' }));
  }

  /** Gives the submission back because the grader stops. */
  giveBack(): Promise<void> {
    this.#abort.abort(new LeaseLost(this.assignment.submission, this.assignment.attempt));
    return this.#handBack('given-back');
  }

  /** Somebody else ended the attempt: a write would find out, but there may be none for long. */
  lose(): void {
    if (this.#state !== 'open') return;
    this.#state = 'lost';
    this.#abort.abort(new LeaseLost(this.assignment.submission, this.assignment.attempt));
  }

  #handBack(end: 'judge-error' | 'given-back'): Promise<void> {
    return this.#write(async (key) => {
      await this.#attempts.handBack(key, end);
      this.#state = 'handed-back';
    });
  }

  #write<T>(write: (key: AttemptKey) => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => this.#patiently(write));
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #patiently<T>(write: (key: AttemptKey) => Promise<T>): Promise<T> {
    const { submission, attempt } = this.assignment;
    const until = performance.now() + this.#patienceMs;
    for (let backoffMs = 50; ; backoffMs = Math.min(backoffMs * 2, 1_000)) {
      if (this.#state !== 'open') throw new LeaseLost(submission, attempt);
      try {
        return await write({ submission, attempt, lastSeq: this.#lastSeq });
      } catch (error) {
        if (error instanceof LeaseLost) {
          this.#state = 'lost';
          this.#abort.abort(error);
        }
        if (!(error instanceof StoreUnavailable) || performance.now() + backoffMs > until) throw error;
        await delay(backoffMs);
      }
    }
  }
}
