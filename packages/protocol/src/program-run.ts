/**
 * One run of a submission for real: the job that goes into a sandbox and what was measured from outside the program.
 * Everything in a ProgramRun but `observation`, `output` and `ProcessFact.name` is measured by the supervisor or
 * the host. Those three come from the candidate's processes: they are bounded and validated, and only ever shown or
 * compared, never believed as a verdict.
 */
import { z } from 'zod';
import { Limits, StartMethod } from './exercise.ts';
import { PythonValue } from './python-value.ts';

/** Bytes. A source may have 64 KiB; an observation 16 MiB; of each output stream of a process 64 KiB are kept. */
export const SIZES = { sourceBytes: 65_536, observationBytes: 16 * 2 ** 20, outputKeptBytes: 65_536 } as const;

export const ProgramJob = z.strictObject({
  source: z.string(),
  action: z.discriminatedUnion('kind', [
    /** Compile and import only; the entry must exist and be callable. */
    z.strictObject({ kind: z.literal('import'), entry: z.string() }),
    z.strictObject({ kind: z.literal('call'), entry: z.string(), args: z.array(PythonValue) }),
  ]),
  startMethod: StartMethod,
  limits: Limits,
});
export type ProgramJob = z.infer<typeof ProgramJob>;

/** An exception as the candidate's process described it. `line` is in solution.py, null when no frame is there. */
export const ExceptionInfo = z.object({
  type: z.string().max(200),
  message: z.string().max(2_000),
  line: z.int().min(1).nullable(),
  traceback: z.string().max(8_000),
});
export type ExceptionInfo = z.infer<typeof ExceptionInfo>;

export const Observation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('imported') }),
  z.object({ kind: z.literal('returned'), value: PythonValue }),
  z.object({
    kind: z.literal('raised'),
    /** `parse`: does not compile. `import`: while the module ran. `call`: inside the entry. `result`: while its result was read. */
    during: z.enum(['parse', 'import', 'call', 'result']),
    exception: ExceptionInfo,
  }),
  /** solution.py imports, but has no callable entry of that name. */
  z.object({ kind: z.literal('no-entry') }),
  /** The result cannot be sent: too large or too deep. */
  z.object({ kind: z.literal('unsendable'), reason: z.string().max(200) }),
]);
export type Observation = z.infer<typeof Observation>;

export const LimitKind = z.enum(['wall', 'cpu', 'memory', 'output', 'processes']);
export type LimitKind = z.infer<typeof LimitKind>;

export const Ending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), code: z.int() }),
  z.object({ kind: z.literal('signalled'), signal: z.int() }),
  /** Ended by us because a limit was reached. */
  z.object({ kind: z.literal('killed'), limit: LimitKind }),
]);
export type Ending = z.infer<typeof Ending>;

export const ProcessFact = z.object({
  /** Position in start order: 0 is the main process. Independent of pids. */
  index: z.int().min(0),
  parent: z.int().min(0).nullable(),
  /** What the process calls itself (`Process-1`); for display only. */
  name: z.string().max(100),
  /** `helper`: Python's own resource tracker and fork server, which no rule counts. */
  role: z.enum(['main', 'child', 'helper']),
  /** Code given to exit; null when it was ended by a signal or was still alive at the end. */
  exitCode: z.int().nullable(),
  cpuMs: z.number().min(0),
  /** Threads that it started besides its first. */
  threadsStarted: z.int().min(0),
});
export type ProcessFact = z.infer<typeof ProcessFact>;

/** What was left when the main process ended, after Python's own clean-up at exit. */
export const Leftovers = z.object({
  processes: z.array(z.string().max(100)),
  sharedMemory: z.array(z.object({ name: z.string().max(300), bytes: z.int().min(0) })),
  semaphores: z.array(z.string().max(300)),
});
export type Leftovers = z.infer<typeof Leftovers>;

export const OutputPart = z.object({
  /** `ProcessFact.name` of the process that wrote it. */
  process: z.string().max(100),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
  truncated: z.boolean(),
});
export type OutputPart = z.infer<typeof OutputPart>;

export const ProgramRun = z.object({
  ending: Ending,
  /** null: none came, or what came was malformed. Never acceptable. */
  observation: Observation.nullable(),
  wallMs: z.number().min(0),
  /** CPU time of all processes of the program, the supervisor's not included. */
  cpuMs: z.number().min(0),
  /** Peak memory of all processes together, shared pages once, the supervisor's not included. */
  peakBytes: z.number().min(0),
  processes: z.array(ProcessFact),
  /** Most child processes (helpers not counted) alive at one moment. */
  aliveTogether: z.int().min(0),
  leftovers: Leftovers,
  /** Forbidden system calls that were tried, by name, with how often. */
  refusedCalls: z.array(z.object({ name: z.string(), count: z.int().min(1) })),
  /** Limits that were reached although the program went on, e.g. a fork that was refused. */
  limitsReached: z.array(LimitKind),
  output: z.array(OutputPart),
});
export type ProgramRun = z.infer<typeof ProgramRun>;
