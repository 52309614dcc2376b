/**
 * Turns a job into a run: writes the supervisor's job, takes its record, and puts the host's facts before it. Whatever
 * cannot be explained by a limit is our fault and is thrown as ExecutorFault.
 */
import { type Ending, type LimitKind, type ProgramJob, type ProgramRun, SIZES } from '@lockstep/protocol';
import { observationOf, Record } from './record.ts';

/** What the runner needs of a pool of sandboxes. */
export interface SandboxPort {
  readonly facts: { readonly cgroups: 'v1' | 'v2' | 'none' };
  run(
    job: {
      readonly line: string;
      readonly wallMs: number;
      readonly cpuMs: number;
      readonly memoryBytes: number;
      readonly tasks: number;
      readonly maxReplyBytes: number;
    },
    signal?: AbortSignal,
  ): Promise<SandboxOutcome>;
}

export interface SandboxOutcome {
  readonly record: string | null;
  readonly exit: { readonly code: number | null; readonly signal: string | null };
  readonly killedBy: 'wall' | 'cpu' | 'memory' | 'reply' | 'cancelled' | null;
  readonly oomKills: number;
  readonly cpuMs: number | null;
  readonly peakBytes: number | null;
  readonly wallMs: number;
  readonly diagnostics: string;
}

/** The sandbox or the supervisor failed in a way that no limit explains. Becomes a judge-error. */
export class ExecutorFault extends Error {
  override readonly name = 'ExecutorFault';
}

export interface PythonRunnerOptions {
  readonly pool: SandboxPort;
  /** Forbidden system calls by name, with their numbers on this machine. */
  readonly loudCalls: Readonly<globalThis.Record<string, number>>;
}

export interface PythonRunner {
  /** Runs a program for real. Throws ExecutorFault for our faults, and the signal's reason when it is aborted. */
  run(job: ProgramJob, signal?: AbortSignal): Promise<ProgramRun>;
}

/** Threads and processes beyond the limit on processes, for the threads of honest programs. */
const TASKS_BESIDES_PROCESSES = 128;
const OPEN_FILES = 256;
const FILE_BYTES = 32 * 2 ** 20;
/** The observation, the kept output, in the worst JSON escapes of six bytes for one, and room for the facts. */
const OUTPUT_KEPT_TOTAL_BYTES = 4 * SIZES.outputKeptBytes;
const MAX_REPLY_BYTES = SIZES.observationBytes + 6 * OUTPUT_KEPT_TOTAL_BYTES + 2 ** 20;

export function createPythonRunner({ pool, loudCalls }: PythonRunnerOptions): PythonRunner {
  const memoryByCgroup = pool.facts.cgroups !== 'none';
  return {
    run: async (job, signal) => {
      const { limits } = job;
      const tasks = limits.processes + TASKS_BESIDES_PROCESSES;
      const line = JSON.stringify({
        ...job,
        loud: loudCalls,
        memoryByCgroup,
        maxObservationBytes: SIZES.observationBytes,
        outputKeptBytes: SIZES.outputKeptBytes,
        outputKeptTotalBytes: OUTPUT_KEPT_TOTAL_BYTES,
        rlimits: { NOFILE: OPEN_FILES, CORE: 0, FSIZE: FILE_BYTES, NPROC: tasks },
      });
      const outcome = await pool.run(
        {
          line,
          wallMs: limits.wallMs,
          cpuMs: limits.cpuMs,
          memoryBytes: limits.memoryBytes,
          tasks,
          maxReplyBytes: MAX_REPLY_BYTES,
        },
        signal,
      );
      return runOf(outcome);
    },
  };
}

function runOf(outcome: SandboxOutcome): ProgramRun {
  if (outcome.killedBy === 'reply') throw fault('the supervisor sent more than it may', outcome);
  if (outcome.record === null) return withoutRecord(outcome);
  const parsed = Record.safeParse(parseJson(outcome.record));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw fault(`the supervisor's record is malformed at ${issue?.path.join('.')}: ${issue?.message}`, outcome);
  }
  const record = parsed.data;
  const limitsReached = new Set<LimitKind>(record.limitsReached);
  let ending: Ending = record.killedFor === null ? record.exit : { kind: 'killed', limit: record.killedFor };
  if (outcome.oomKills > 0) {
    if (ending.kind === 'signalled') ending = { kind: 'killed', limit: 'memory' };
    else limitsReached.add('memory');
  }
  return {
    ending,
    observation: observationOf(record),
    wallMs: record.wallMs,
    // The cgroup misses nothing, also of processes that a signal ended; the supervisor's share is not the program's.
    cpuMs: outcome.cpuMs === null ? record.programCpuMs : Math.max(0, outcome.cpuMs - record.supervisorCpuMs),
    peakBytes: outcome.peakBytes ?? record.peakBytes,
    processes: record.processes,
    aliveTogether: record.aliveTogether,
    leftovers: record.leftovers,
    refusedCalls: record.refusedCalls,
    limitsReached: [...limitsReached].sort(),
    output: record.output,
  };
}

/** The supervisor said nothing: the host's own limits must have ended it, else it is our fault. */
function withoutRecord(outcome: SandboxOutcome): ProgramRun {
  const limit: LimitKind | null =
    outcome.killedBy === 'wall' || outcome.killedBy === 'cpu' || outcome.killedBy === 'memory'
      ? outcome.killedBy
      : outcome.oomKills > 0
        ? 'memory'
        : null;
  if (limit === null) throw fault('the supervisor ended without a record', outcome);
  return {
    ending: { kind: 'killed', limit },
    observation: null,
    wallMs: outcome.wallMs,
    cpuMs: outcome.cpuMs ?? 0,
    peakBytes: outcome.peakBytes ?? 0,
    processes: [],
    aliveTogether: 0,
    leftovers: { processes: [], sharedMemory: [], semaphores: [] },
    refusedCalls: [],
    limitsReached: [],
    output: [],
  };
}

function fault(what: string, { exit, diagnostics }: SandboxOutcome): ExecutorFault {
  const how = exit.signal === null ? `exit code ${exit.code}` : exit.signal;
  return new ExecutorFault(`${what} (${how})${diagnostics === '' ? '' : `: ${diagnostics.slice(-2_000)}`}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
