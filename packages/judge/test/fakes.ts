/** Fakes at the ports, and small builders for exercises and runs. */
import { Exercise, type ExerciseTest, type ProgramRun, type PythonValue, Slug } from '@lockstep/protocol';
import type { JudgePorts, Progress } from '../src/index.ts';

export function aTest(name: string, args: readonly PythonValue[], expected: PythonValue): ExerciseTest {
  return {
    name,
    title: `Title of ${name}`,
    call: `count(${args.join(', ')})`,
    args: args.map((value) => ({ kind: 'value', value })),
    expectation: { kind: 'equal', value: { kind: 'value', value: expected }, unordered: false, relativeTolerance: 0 },
    revealed: false,
    explanation: null,
    rules: null,
  };
}

export function anExercise(changes: Partial<Exercise> = {}): Exercise {
  return Exercise.parse({
    slug: Slug.parse('locked-counter'),
    title: 'Locked counter',
    summary: 'Count together',
    track: { number: 1, title: 'Shared values', summary: 'Value, Array, Lock' },
    position: 2,
    difficulty: 'first-steps',
    minutes: 10,
    tags: [],
    usualFailures: ['RC'],
    digest: '0'.repeat(64),
    entry: { name: 'count', parameters: ['n_procs', 'n'], signature: 'def count(n_procs: int, n: int) -> int' },
    startMethod: 'fork',
    limits: { wallMs: 10_000, cpuMs: 8_000, memoryBytes: 256 * 2 ** 20, outputBytes: 65_536, processes: 8 },
    rules: { childProcesses: 'n_procs' },
    statement: 'Count.',
    starter: '',
    hints: [],
    editorial: null,
    samples: [{ ...aTest('one', [1, 2], 2), revealed: true }],
    fullScale: [aTest('many', [4, 50_000], 200_000)],
    scopes: [],
    exploration: {},
    checker: null,
    judging: [],
    ...changes,
  });
}

export function aRun(changes: Partial<ProgramRun> = {}): ProgramRun {
  return {
    ending: { kind: 'exited', code: 0 },
    observation: { kind: 'returned', value: null },
    wallMs: 10,
    cpuMs: 8,
    peakBytes: 1_000_000,
    processes: [aProcess(0)],
    aliveTogether: 0,
    leftovers: { processes: [], sharedMemory: [], semaphores: [] },
    refusedCalls: [],
    limitsReached: [],
    output: [],
    ...changes,
  };
}

export function aProcess(
  index: number,
  changes: Partial<ProgramRun['processes'][number]> = {},
): ProgramRun['processes'][number] {
  return {
    index,
    parent: index === 0 ? null : 0,
    name: index === 0 ? 'main' : `Process-${index}`,
    role: index === 0 ? 'main' : 'child',
    exitCode: 0,
    cpuMs: 5,
    threadsStarted: 0,
    ...changes,
  };
}

/** Processes of a run with so many children. */
export function family(children: number): ProgramRun['processes'] {
  return Array.from({ length: children + 1 }, (_, index) => aProcess(index));
}

export interface Recorded {
  readonly ports: JudgePorts;
  readonly progress: Progress[];
  readonly calls: (readonly PythonValue[])[];
}

/** Ports whose program answers by its arguments; importing always works unless `imported` says otherwise. */
export function portsFor(
  answer: (args: readonly PythonValue[]) => ProgramRun,
  changes: Partial<JudgePorts> & { imported?: ProgramRun } = {},
): Recorded {
  const progress: Progress[] = [];
  const calls: (readonly PythonValue[])[] = [];
  let now = 0;
  const { imported = aRun({ observation: { kind: 'imported' } }), ...ports } = changes;
  return {
    progress,
    calls,
    ports: {
      runProgram: async (job) => {
        if (job.action.kind === 'import') return imported;
        calls.push(job.action.args);
        return answer(job.action.args);
      },
      checker: {
        generate: async () => ({ kind: 'fault', fault: 'threw', detail: 'no generator here' }),
        check: async () => ({ kind: 'fault', fault: 'threw', detail: 'no checker here' }),
      },
      openExploration: async () => {
        throw new Error('no exploration here');
      },
      onProgress: async (step) => {
        progress.push(step);
      },
      monotonicMs: () => {
        now += 1;
        return now;
      },
      ...ports,
    },
  };
}
