/**
 * A pool of ready sandboxes. Preparing one costs more than most jobs, so some wait with everything imported; each
 * serves one job and is thrown away, since what one program leaves in its /tmp or in PID 1 must not meet another.
 */
import { bubblewrapArgs } from './bubblewrap.ts';
import type { Cgroups } from './cgroup.ts';
import { detectCgroups, groupName } from './detect-cgroups.ts';
import { SandboxFault } from './faults.ts';
import type { SandboxProgram } from './program.ts';
import { Sandbox, type SandboxJob, type SandboxRun } from './sandbox-process.ts';
import { filterPath, machineOf } from './seccomp.ts';
import { checkPrerequisites, probeProgram, selfTest } from './self-test.ts';

export interface SandboxPoolOptions {
  readonly program: SandboxProgram;
  /** Sandboxes kept ready. */
  readonly size: number;
  /** Bytes in a sandbox's /tmp and /dev/shm. */
  readonly tmpBytes: number;
  readonly shmBytes: number;
  /** When we are root, slot n runs as user uidBase + n. Nobody else may have these. */
  readonly uidBase?: number;
  readonly cgroups?: 'auto' | 'off';
  readonly log?: (line: string) => void;
  /** For tests of the self-test: weakens what it must notice. */
  readonly weaken?: { readonly filter?: string; readonly dropArgs?: readonly string[] };
}

export interface SandboxFacts {
  readonly cgroups: 'v1' | 'v2' | 'none';
}

export interface SandboxPool {
  readonly facts: SandboxFacts;
  /** Runs a job in a sandbox of its own. Rejects with SandboxFault, or the signal's reason when it is aborted. */
  run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun>;
  /** As `run`, in a sandbox that is started for it: what the pool saves. */
  runCold(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun>;
  /** Settles when as many sandboxes are ready as the pool keeps. */
  whenFull(): Promise<void>;
  /** Ends every sandbox. Settles when nothing of them is left. */
  close(): Promise<void>;
}

const DEFAULT_UID_BASE = 61_000;
const UID_SLOTS = 512;
/** Sandboxes prepared at the same time. */
const MAX_PREPARING = 2;
/** While a job runs, sandboxes are prepared only when fewer are ready than this: preparing would slow down the job. */
const LOW_WATER = 2;
const MAX_FAILURES = 5;
const BACKOFF_MS = 200;
const IDLE_MS = 20;

/** Proves the sandbox, then fills the pool. Throws SandboxUnfit when a protection is missing. */
export async function openSandboxPool(options: SandboxPoolOptions): Promise<SandboxPool> {
  checkPrerequisites();
  const cgroups = options.cgroups === 'off' ? null : await detectCgroups();
  const starter = new Starter(options, cgroups);
  const probe = starter.start(probeProgram());
  try {
    await selfTest(probe, { tmpBytes: options.tmpBytes, shmBytes: options.shmBytes, cgroups: cgroups !== null });
  } finally {
    probe.kill(null);
    await probe.gone;
  }
  return new Pool(options, starter, { cgroups: cgroups?.version ?? 'none' });
}

/** Starts sandboxes, each with a user and a group of its own. */
class Starter {
  readonly #options: SandboxPoolOptions;
  readonly #cgroups: Cgroups | null;
  readonly #filter: string;
  readonly #isRoot = process.getuid?.() === 0;
  readonly #freeSlots: number[] = Array.from({ length: UID_SLOTS }, (_, slot) => slot);
  #started = 0;

  constructor(options: SandboxPoolOptions, cgroups: Cgroups | null) {
    this.#options = options;
    this.#cgroups = cgroups;
    this.#filter = options.weaken?.filter ?? filterPath(machineOf());
  }

  start(program: SandboxProgram): Sandbox {
    const slot = this.#freeSlots.shift();
    if (slot === undefined) throw new SandboxFault('all users for sandboxes are in use');
    const { tmpBytes, shmBytes, weaken } = this.#options;
    this.#started += 1;
    const cgroup = this.#cgroups?.create(groupName(String(this.#started))) ?? null;
    const sandbox = new Sandbox({
      program,
      bubblewrapArgs: bubblewrapArgs({ program, tmpBytes, shmBytes }).filter(
        (argument) => !weaken?.dropArgs?.includes(argument),
      ),
      filter: this.#filter,
      cgroup,
      uid: this.#isRoot ? (this.#options.uidBase ?? DEFAULT_UID_BASE) + slot : null,
    });
    // A slot's user is free again only when nothing of it runs any more.
    void sandbox.gone.then(() => this.#freeSlots.push(slot));
    return sandbox;
  }
}

interface Waiting {
  readonly take: (sandbox: Sandbox) => void;
  readonly fail: (error: unknown) => void;
}

class Pool implements SandboxPool {
  readonly facts: SandboxFacts;
  readonly #options: SandboxPoolOptions;
  readonly #starter: Starter;
  readonly #ready: Sandbox[] = [];
  readonly #all = new Set<Sandbox>();
  readonly #waiting: Waiting[] = [];
  readonly #fullWaiting: (() => void)[] = [];
  #preparing = 0;
  #running = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;
  #idle: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: SandboxPoolOptions, starter: Starter, facts: SandboxFacts) {
    this.#options = options;
    this.#starter = starter;
    this.facts = facts;
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

  async runCold(job: SandboxJob, signal?: AbortSignal): Promise<SandboxRun> {
    const sandbox = this.#start();
    try {
      await sandbox.ready;
      return await sandbox.run(job, signal);
    } finally {
      sandbox.kill(null);
    }
  }

  whenFull(): Promise<void> {
    if (this.#ready.length >= this.#options.size || this.#closed) return Promise.resolve();
    return new Promise((resolve) => this.#fullWaiting.push(resolve));
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    if (this.#idle !== null) clearTimeout(this.#idle);
    for (const { fail } of this.#waiting.splice(0)) fail(new SandboxFault('the pool of sandboxes is closed'));
    for (const resolve of this.#fullWaiting.splice(0)) resolve();
    const all = [...this.#all];
    for (const sandbox of all) sandbox.kill('cancelled');
    await Promise.all(all.map((sandbox) => sandbox.gone));
  }

  #take(signal?: AbortSignal): Promise<Sandbox> {
    signal?.throwIfAborted();
    if (this.#closed) throw new SandboxFault('the pool of sandboxes is closed');
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
    const sandbox = this.#starter.start(this.#options.program);
    this.#all.add(sandbox);
    void sandbox.gone.then(() => this.#all.delete(sandbox));
    return sandbox;
  }

  /** Prepares what is missing, a few at a time; after failures in a row it pauses, and those who wait are told. */
  #fill(): void {
    if (this.#closed || this.#retry !== null) return;
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
      if (index < 0 || this.#closed) return;
      this.#ready.splice(index, 1);
      this.#options.log?.('a ready sandbox ended by itself and is replaced');
      this.#fill();
    });
  }

  #prepared(error: unknown): void {
    this.#preparing -= 1;
    if (error === null) {
      this.#failures = 0;
      if (this.#ready.length >= this.#options.size) for (const resolve of this.#fullWaiting.splice(0)) resolve();
      this.#fill();
      return;
    }
    if (this.#closed) return;
    this.#failures += 1;
    this.#options.log?.(`a sandbox could not be prepared: ${error instanceof Error ? error.message : String(error)}`);
    if (this.#failures >= MAX_FAILURES) for (const { fail } of this.#waiting.splice(0)) fail(error);
    if (this.#retry !== null) return;
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        this.#fill();
      },
      BACKOFF_MS * 2 ** Math.min(6, this.#failures),
    );
    this.#retry.unref();
  }
}
