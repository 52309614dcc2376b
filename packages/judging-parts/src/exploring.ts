/** The judge's exploration port over the real parts: the explorer's search, executors in a sandbox of their own. */
import {
  type ConversingPool,
  ExploredFault,
  type ExploredProgram,
  openExploredProgram,
} from '@lockstep/executor-python';
import {
  confirm,
  Exploration,
  explain,
  type Found,
  type Outcome,
  ProgramFault,
  type ProgramSource,
  record,
  ScheduleDrift,
  ScheduleError,
} from '@lockstep/explorer';
import type { ExploredSurvey, ExploreJob, OpenExploration, ScopeExploration, Traced, Undecided } from '@lockstep/judge';
import type { Operation, SharedKind, Trace } from '@lockstep/protocol';

/** What one attempt at exploring a scope may use; a replay needs far less. */
const MAX_STATES = 3_000_000;
const REPLAY_MS = 15_000;
/** Of random schedules, when nothing else fits into the budget. */
const SEED = 1;

export function explorationPort(pool: ConversingPool, monotonicMs: () => number): OpenExploration {
  return async (job, onProgress, signal) => {
    const program = await openExploredProgram(pool, job, signal);
    const exploration = new Exploration({
      source: sourceOf(program),
      budget: { maxStates: MAX_STATES, maxMs: job.maxMs },
      monotonicMs,
      seed: SEED,
      watch: job.watch,
      onProgress: (progress) => {
        signal.throwIfAborted();
        onProgress(progress);
      },
    });
    return scopeOf(exploration, program);
  };
}

/** A schedule as it was replayed, or why it could not be. */
export type Replayed =
  | { readonly kind: 'replayed'; readonly trace: Trace; readonly outcome: Outcome; readonly ended: boolean }
  | { readonly kind: 'refused'; readonly message: string };

export type ReplaySchedule = (
  job: Omit<ExploreJob, 'maxMs' | 'watch'>,
  schedule: string,
  signal: AbortSignal,
) => Promise<Replayed>;

export function replayPort(pool: ConversingPool, monotonicMs: () => number): ReplaySchedule {
  return async (job, schedule, signal) => {
    const program = await openExploredProgram(pool, job, signal);
    try {
      const budget = { maxStates: MAX_STATES, maxMs: REPLAY_MS };
      const exploration = new Exploration({ source: sourceOf(program), budget, monotonicMs, seed: SEED });
      const { trace, complete } = await exploration.replay(schedule);
      return { kind: 'replayed', trace, outcome: exploration.outcome(complete), ended: complete };
    } catch (error) {
      if (error instanceof ScheduleError || error instanceof ScheduleDrift)
        return { kind: 'refused', message: error.message };
      const { message } = undecided(error);
      return { kind: 'refused', message: `the program cannot be explored: ${message}` };
    } finally {
      program.close();
    }
  };
}

function sourceOf(program: ExploredProgram): ProgramSource {
  return {
    ask: async (questions) => {
      try {
        return await program.ask(questions);
      } catch (error) {
        if (error instanceof ExploredFault) throw new Lost(error);
        throw error;
      }
    },
  };
}

/** The sandbox's word for a fault of the program, which the explorer passes through. */
class Lost extends Error {
  readonly fault: ExploredFault;

  constructor(fault: ExploredFault) {
    super(fault.message);
    this.fault = fault;
  }
}

function scopeOf(exploration: Exploration, program: ExploredProgram): ScopeExploration {
  const told = new Map<string, Found>();
  return {
    survey: async () => {
      try {
        const { coverage, states, histories, outcomes, aliveTogether, watched } = await exploration.survey();
        const { notices } = program;
        return {
          kind: 'surveyed',
          coverage,
          states,
          histories,
          outcomes,
          aliveTogether,
          watched,
          notices,
          ...usage(exploration),
        };
      } catch (error) {
        return undecided(error);
      }
    },
    trace: async (numbers) => {
      const found = await exploration.shortest((_, number) => numbers.has(number));
      if (found === null) return null;
      told.set(found.trace.schedule, found);
      return traced(exploration, found);
    },
    confirm: async (schedule) => {
      const found = told.get(schedule);
      if (found === undefined) return false;
      return confirm(exploration.machine, exploration.histories, found, program.real());
    },
    record: () => record(exploration.machine, exploration.histories),
    close: async () => program.close(),
  };
}

function traced(exploration: Exploration, told: Found): Traced {
  const { number, outcome, livelock } = told;
  const verdict = outcome.kind === 'stuck' ? 'deadlock' : 'race';
  const { pattern, sentence, unordered } = explain(exploration.machine, told, verdict, livelock);
  return { number, trace: told.trace, pattern, sentence, unordered };
}

function undecided(error: unknown): Undecided {
  if (error instanceof ProgramFault) return { kind: 'undecided', reason: error.reason, message: error.message };
  if (error instanceof Lost) return { kind: 'undecided', reason: error.fault.reason, message: error.message };
  throw error;
}

/** Which kinds of objects were used, and which children did nothing that others can see. */
function usage(exploration: Exploration): Pick<ExploredSurvey, 'uses' | 'idleChildren'> {
  const { histories, machine } = exploration;
  const uses = new Set<SharedKind>();
  const idle = new Set(machine.layout.tasks.filter(({ parent }) => parent !== null).map(({ path }) => path));
  for (let node = 1; node <= histories.size; node++) {
    const operation = histories.pendings[node]?.operation as Operation;
    const path = machine.layout.tasks[histories.tasks[node] as number]?.path ?? '';
    if (acts(operation)) idle.delete(path);
    if (operation.kind.startsWith('memory-')) uses.add('memory');
  }
  for (const [task, like] of histories.likes) {
    const path = (number: number): string => machine.layout.tasks[number]?.path ?? '';
    if (!idle.has(path(like))) idle.delete(path(task));
  }
  for (const { spec } of machine.layout.objects) uses.add(spec.kind === 'blob' ? 'manager' : spec.kind);
  return { uses: [...uses].sort(), idleChildren: [...idle].sort() };
}

/** What leaves something behind that another process can see; taking and waiting don't. */
function acts(operation: Operation): boolean {
  switch (operation.kind) {
    case 'write':
    case 'put':
    case 'send':
    case 'memory-write':
    case 'event-set':
    case 'event-clear':
    case 'notify':
    case 'task-done':
    case 'barrier-arrive':
      return true;
    case 'lend':
      return !operation.reads;
    default:
      return false;
  }
}
