/**
 * A pool of ready sandboxes. Preparing one costs more than most jobs, so some wait with everything imported; each
 * serves one job and is thrown away, since what one program leaves in its /tmp or in PID 1 must not meet another.
 */
import type { Conversation } from './conversation.ts';
import { SandboxFault } from './faults.ts';
import type { SandboxProgram } from './program.ts';
import type { Sandbox, SandboxJob, SandboxRun } from './sandbox-process.ts';
import type { Starter } from './starter.ts';

export interface SandboxFacts {
  /** What limits and counts memory, tasks and CPU time from outside. */
  readonly cgroups: 'v1' | 'v2' | 'none';
  /** Whether `cpuMs` of a run is the control group's, which misses nothing; else it is null. */
  readonly cpuFromCgroup: boolean;
  /** Whether every sandbox runs as a user of its own; else all run as the user that we are. */
  readonly users: 'own' | 'shared';
}

export interface SandboxPool {
  readonly facts: SandboxFacts;
  /**
   * Runs a job in a sandbox of its own, and waits for one if none is ready. Rejects with SandboxFault when none can be
   * prepared, or with the signal's reason when it is aborted. How the job ended is a value.
   */
  run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun>;
  /**
   * Begins a job that is a conversation in a sandbox of its own; its end is the caller's to bring about by `close`.
   * Rejects as `run` does; an aborted signal ends the conversation later too.
   */
  converse(job: SandboxJob, signal?: AbortSignal): Promise<Conversation>;
  /** As `run`, in a sandbox that is started for it: what the pool saves. */
  runCold(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun>;
  /** Settles when as many sandboxes are ready as the pool keeps. Rejects as `run` does. */
  whenFull(): Promise<void>;
  /** Ends every sandbox, also those that run a job. Settles when nothing of them is left. */
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly program: SandboxProgram;
  /** Sandboxes kept ready. */
  readonly size: number;
  readonly starter: Starter;
  readonly facts: SandboxFacts;
  readonly log: (line: string) => void;
  /** Called once, when every sandbox is gone. */
  readonly release: () => Promise<void>;
}

/** Sandboxes prepared at the same time. */
const MAX_PREPARING = 2;
/** While a job runs, sandboxes are prepared only when fewer are ready than this: preparing would slow down the job. */
const LOW_WATER = 2;
/** Failures in a row after which those who wait are told. Each is followed by a longer pause. */
const MAX_FAILURES = 5;
const BACKOFF_MS = 50;
const MAX_BACKOFF_DOUBLINGS = 8;
const IDLE_MS = 20;

interface Waiting {
  readonly take: (sandbox: Sandbox) => void;
  readonly fail: (error: unknown) => void;
}

export class Pool implements SandboxPool {
  readonly facts: SandboxFacts;
  readonly #options: PoolOptions;
  readonly #ready: Sandbox[] = [];
  readonly #all = new Set<Sandbox>();
  readonly #waiting: Waiting[] = [];
  readonly #fullWaiting: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  #preparing = 0;
  #running = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;
  #idle: NodeJS.Timeout | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.facts = options.facts;
    this.#fill();
  }

  async run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun> {
    this.#running += 1;
    try {
      const sandbox = await this.#take(signal);
      try {
        return await sandbox.run(job, signal);
      } finally {
        sandbox.kill(null);
      }
    } finally {
      this.#running -= 1;
      this.#fillWhenIdle();
    }
  }

  async converse(job: SandboxJob, signal?: AbortSignal): Promise<Conversation> {
    this.#running += 1;
    const done = () => {
      this.#running -= 1;
      this.#fillWhenIdle();
    };
    try {
      const sandbox = await this.#take(signal);
      const abort = () => sandbox.kill('cancelled');
      signal?.addEventListener('abort', abort, { once: true });
      void sandbox.gone.then(() => {
        signal?.removeEventListener('abort', abort);
        done();
      });
      return sandbox.converse(job);
    } catch (error) {
      done();
      throw error;
    }
  }

  async runCold(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun> {
    signal?.throwIfAborted();
    if (this.#closing !== null) throw closed();
    const sandbox = this.#start();
    const abort = () => sandbox.kill('cancelled');
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await sandbox.ready.catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error;
      });
      return await sandbox.run(job, signal);
    } finally {
      signal?.removeEventListener('abort', abort);
      sandbox.kill(null);
    }
  }

  whenFull(): Promise<void> {
    if (this.#closing !== null) return Promise.reject(closed());
    if (this.#ready.length >= this.#options.size) return Promise.resolve();
    return new Promise((resolve, reject) => this.#fullWaiting.push({ resolve, reject }));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#retry !== null) clearTimeout(this.#retry);
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#tellWaiting(closed());
    const all = [...this.#all];
    for (const sandbox of all) sandbox.kill('cancelled');
    await Promise.all(all.map((sandbox) => sandbox.gone));
    await this.#options.release();
  }

  #take(signal?: AbortSignal): Promise<Sandbox> {
    signal?.throwIfAborted();
    if (this.#closing !== null) throw closed();
    for (let sandbox = this.#ready.shift(); sandbox !== undefined; sandbox = this.#ready.shift()) {
      if (!sandbox.usable) continue;
      this.#fill();
      return Promise.resolve(sandbox);
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        const index = this.#waiting.indexOf(entry);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(signal?.reason);
      };
      const entry: Waiting = {
        take: (sandbox) => {
          signal?.removeEventListener('abort', abort);
          resolve(sandbox);
        },
        fail: (error) => {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(entry);
      this.#fill();
    });
  }

  #start(): Sandbox {
    const sandbox = this.#options.starter.start(this.#options.program);
    this.#all.add(sandbox);
    void sandbox.gone.then(() => this.#all.delete(sandbox));
    return sandbox;
  }

  /** Prepares what is missing, a few at a time; after failures in a row it pauses, and those who wait are told. */
  #fill(): void {
    if (this.#closing !== null || this.#retry !== null) return;
    while (this.#preparing < MAX_PREPARING && this.#missing() > 0) {
      this.#preparing += 1;
      this.#prepare().then(
        () => this.#prepared(null),
        (error: unknown) => this.#prepared(error),
      );
    }
  }

  #missing(): number {
    const wanted = this.#running > 0 ? Math.min(LOW_WATER, this.#options.size) : this.#options.size;
    return wanted + this.#waiting.length - this.#ready.length - this.#preparing;
  }

  /** A submission's tests come one after the other: a pause this long means that there is time to prepare. */
  #fillWhenIdle(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    if (this.#closing !== null) return;
    this.#idle = setTimeout(() => {
      this.#idle = null;
      this.#fill();
    }, IDLE_MS);
  }

  async #prepare(): Promise<void> {
    const sandbox = this.#start();
    await sandbox.ready;
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) waiting.take(sandbox);
    else this.#ready.push(sandbox);
    void sandbox.gone.then(() => {
      // It ended while it waited: it must not be handed out.
      const index = this.#ready.indexOf(sandbox);
      if (index < 0 || this.#closing !== null) return;
      this.#ready.splice(index, 1);
      this.#options.log('a ready sandbox ended by itself and is replaced');
      this.#fill();
    });
  }

  #prepared(error: unknown): void {
    this.#preparing -= 1;
    if (error === null) {
      this.#failures = 0;
      if (this.#ready.length >= this.#options.size) for (const { resolve } of this.#fullWaiting.splice(0)) resolve();
      this.#fill();
      return;
    }
    if (this.#closing !== null) return;
    this.#failures += 1;
    this.#options.log(`a sandbox could not be prepared: ${error instanceof Error ? error.message : String(error)}`);
    if (this.#failures >= MAX_FAILURES) this.#tellWaiting(error);
    if (this.#retry !== null) return;
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        this.#fill();
      },
      BACKOFF_MS * 2 ** Math.min(MAX_BACKOFF_DOUBLINGS, this.#failures),
    );
  }

  #tellWaiting(error: unknown): void {
    for (const { fail } of this.#waiting.splice(0)) fail(error);
    for (const { reject } of this.#fullWaiting.splice(0)) reject(error);
  }
}

function closed(): SandboxFault {
  return new SandboxFault('the pool of sandboxes is closed');
}
