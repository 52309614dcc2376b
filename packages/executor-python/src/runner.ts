/**
 * Turns a job into a run: writes the supervisor's job, takes its record, and puts the host's facts before it. Whatever
 * cannot be explained by a limit is our fault and is thrown as ExecutorFault.
 */
import { type Ending, type LimitKind, type ProgramJob, type ProgramRun, SIZES } from '@lockstep/protocol';
import { observationOf, parseJson, Record } from './record.ts';

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
  /** Starts of processes or threads that the host refused. */
  readonly pidsRefused: number;
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
/** The host and the rlimit count more than the program's living tasks: the supervisor, and those not yet reaped. */
const TASKS_BESIDES_PROGRAM = 32;
const SIGKILL = 9;
const OPEN_FILES = 256;
const FILE_BYTES = 32 * 2 ** 20;
/** Where nothing but sampling limits memory: address space for stacks and libraries, which is not memory in use. */
const ADDRESS_SPACE_BESIDES_MEMORY = 4 * 2 ** 30;
const OUTPUT_KEPT_TOTAL_BYTES = 4 * SIZES.outputKeptBytes;
/** Bounds of the record in JSON: ASCII text doubles at most, other text grows sixfold; names and facts are bounded. */
const FACTS_BYTES = 4 * 2 ** 20;
const MAX_REPLY_BYTES = 2 * SIZES.observationBytes + 6 * OUTPUT_KEPT_TOTAL_BYTES + FACTS_BYTES;

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
        addressSpaceBytes: memoryByCgroup ? null : limits.memoryBytes + ADDRESS_SPACE_BESIDES_MEMORY,
        tasks,
        maxObservationBytes: SIZES.observationBytes,
        outputKeptBytes: SIZES.outputKeptBytes,
        outputKeptTotalBytes: OUTPUT_KEPT_TOTAL_BYTES,
        rlimits: { NOFILE: OPEN_FILES, CORE: 0, FSIZE: FILE_BYTES, NPROC: tasks + TASKS_BESIDES_PROGRAM },
      });
      const outcome = await pool.run(
        {
          line,
          wallMs: limits.wallMs,
          cpuMs: limits.cpuMs,
          memoryBytes: limits.memoryBytes,
          tasks: tasks + TASKS_BESIDES_PROGRAM,
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
  if (outcome.pidsRefused > 0) limitsReached.add('processes');
  // Memory ran out: it is what ended the program, or a child only, whatever ended the program later.
  const ending = endingOf(outcome, record);
  if (outcome.oomKills > 0 && !(ending.kind === 'killed' && ending.limit === 'memory')) limitsReached.add('memory');
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

/** Who ended it: the host knows first, then the kernel for want of memory, then the supervisor, then the program. */
function endingOf(outcome: SandboxOutcome, record: Record): Ending {
  const byHost = limitOfHost(outcome);
  if (byHost !== null) return { kind: 'killed', limit: byHost };
  if (record.killedFor !== null) return { kind: 'killed', limit: record.killedFor };
  const byKernel = outcome.oomKills > 0 && record.exit.kind === 'signalled' && record.exit.signal === SIGKILL;
  return byKernel ? { kind: 'killed', limit: 'memory' } : record.exit;
}

function limitOfHost({ killedBy }: SandboxOutcome): LimitKind | null {
  switch (killedBy) {
    case 'wall':
    case 'cpu':
    case 'memory':
      return killedBy;
    case 'reply':
    case 'cancelled':
    case null:
      return null;
    default:
      return killedBy satisfies never;
  }
}

/** The supervisor said nothing: the host's own limits must have ended it, else it is our fault. */
function withoutRecord(outcome: SandboxOutcome): ProgramRun {
  const limit = limitOfHost(outcome) ?? (outcome.oomKills > 0 ? 'memory' : null);
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
    limitsReached: outcome.pidsRefused > 0 ? ['processes'] : [],
    output: [],
  };
}

function fault(what: string, { exit, diagnostics }: SandboxOutcome): ExecutorFault {
  const how = exit.signal === null ? `exit code ${exit.code}` : exit.signal;
  return new ExecutorFault(`${what} (${how})${diagnostics === '' ? '' : `: ${diagnostics.slice(-2_000)}`}`);
}
