/**
 * Figures of exploration: the search alone, beside the Python prototype when its folder is given; judging with
 * exploration; executors; how often a run for real accepts what exploration rejects.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { openExploredProgram } from '@lockstep/executor-python';
import { loadExercise } from '@lockstep/exercise-kit';
import { Exploration, Histories, Machine, Outcomes, type ProgramSource, sweep } from '@lockstep/explorer';
import { judgeSubmission, resolveArguments } from '@lockstep/judge';
import { openJudgingParts } from '@lockstep/judging-parts';
import type { Report } from '@lockstep/protocol';
import { CounterProgram } from './counter-program.ts';
import { type Figure, median, wallMs } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const never = new AbortController().signal;
const now = (): number => performance.now();
const LIMITS = { wallMs: 20_000, cpuMs: 20_000, memoryBytes: 2 ** 28, outputBytes: 65_536, processes: 8 } as const;

const SCOPE_BUDGET = { maxStates: 3_000_000, maxMs: 30_000 };
const WARM_UPS = 5;

type Parts = Awaited<ReturnType<typeof openJudgingParts>>;

/** `prototype`: folder of the Python prototype, for the other side of the ratios; null: without. */
export async function exploringFigures(times: number, prototype: string | null): Promise<Figure[]> {
  const figures = [...(await searchAlone(times, prototype))];
  const parts = await openJudgingParts({ ready: 4 });
  try {
    figures.push(...(await withExecutors(Math.min(times, 5), parts)));
    figures.push(...(await judging(times, parts)));
    figures.push(...(await byLuck(times, parts)));
  } finally {
    await parts.close();
  }
  return figures;
}

async function searchAlone(times: number, prototype: string | null): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [processes, increments] of [
    [3, 3],
    [4, 2],
  ] as const) {
    const name = `lock ${processes}x${increments}`;
    const machine = new Machine();
    const histories = new Histories(machine, new CounterProgram(processes, increments));
    const outcomes = new Outcomes(machine);
    const budget = { maxStates: 10_000_000, maxMs: 600_000, monotonicMs: now };
    // The first run learns the histories; the others let the compiler see the search.
    let swept = await sweep({ machine, histories, outcomes, budget });
    for (let time = 0; time < WARM_UPS; time++) swept = await sweep({ machine, histories, outcomes, budget });
    const samples: number[] = [];
    for (let time = 0; time < times; time++) {
      samples.push(await wallMs(() => sweep({ machine, histories, outcomes, budget })));
    }
    const ms = median(samples);
    const note = `${swept.states.toLocaleString('en')} states, ${swept.interleavings.toLocaleString('en')} interleavings`;
    const bound = processes === 4 ? '300 ms' : null;
    figures.push({
      name: `${name}: all states, warm`,
      value: ms,
      unit: 'ms',
      samples: times,
      ...(bound === null ? {} : { bound }),
      note,
    });
    const speed = (swept.states / ms) * 1_000;
    figures.push({ name: `${name}: states a second`, value: speed, unit: 'per s', samples: times });
    if (prototype === null) continue;
    const theirs = await prototypeRun(prototype, processes, increments);
    const note2 = `${theirs.states.toLocaleString('en')} states, ${theirs.interleavings} interleavings`;
    for (const [which, seconds] of [
      ['first run, as its report has it', theirs.first],
      ['second run, its histories known', theirs.again],
    ] as const) {
      const slow = theirs.states / seconds;
      figures.push({
        name: `${name}: Python prototype, ${which}`,
        value: slow,
        unit: 'per s',
        samples: 1,
        note: note2,
      });
      const bound = which.startsWith('first') ? { bound: 'at least 60' } : {};
      figures.push({
        name: `${name}: ours / prototype, ${which}`,
        value: speed / slow,
        unit: 'ratio',
        samples: times,
        ...bound,
      });
    }
  }
  return figures;
}

async function prototypeRun(folder: string, processes: number, increments: number) {
  const script = [
    'import json, sys',
    `sys.path.insert(0, ${JSON.stringify(path.resolve(folder))})`,
    'from explore import *',
    'd = Trie(P["b_inc_lock_2x2"]["src"], (int(sys.argv[1]), int(sys.argv[2])))',
    't = time.perf_counter()',
    'r = dfs_state(d, limit=10**7, tmax=600)',
    'first = time.perf_counter() - t',
    't = time.perf_counter()',
    'dfs_state(d, limit=10**7, tmax=600)',
    'print(json.dumps([r["states"], str(r["paths"]), first, time.perf_counter() - t]))',
    'd.close()',
  ].join('\n');
  const { stdout } = await run('/usr/bin/python3', ['-B', '-c', script, String(processes), String(increments)], {
    maxBuffer: 2 ** 24,
  });
  const [states, interleavings, first, again] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as [
    number,
    string,
    number,
    number,
  ];
  return { states, interleavings, first, again };
}

async function reference(expected: string, name: string) {
  const loaded = await loadExercise(path.join(ROOT, 'exercises/locked-counter'));
  if (loaded.kind !== 'loaded') throw new Error('exercises/locked-counter is broken; run npx lockstep verify');
  const found = loaded.submissions.find((submission) => submission.path.endsWith(`${expected}/${name}.py`));
  if (found === undefined) throw new Error(`locked-counter has no ${expected}/${name}.py`);
  return { exercise: loaded.exercise, source: found.source };
}

/** Real executors: lock 5x3, and what an executor and a miss of the trie cost. */
async function withExecutors(times: number, parts: Parts): Promise<Figure[]> {
  const { exercise, source } = await reference('accepted', 'with_lock');
  const entry = exercise.entry.name;
  const figures: Figure[] = [];
  const explored: number[] = [];
  let note = '';
  const single: number[] = [];
  const batched: number[] = [];
  for (let time = 0; time < times; time++) {
    await parts.sandbox.whenFull();
    const program = await openExploredProgram(parts.sandbox, {
      source,
      entry,
      args: [5, 3],
      startMethod: 'fork',
      limits: LIMITS,
    });
    const timed: ProgramSource = {
      ask: async (questions) => {
        const begin = now();
        const answers = await program.ask(questions);
        if (questions.length === 1) single.push(now() - begin);
        else batched.push((now() - begin) / questions.length);
        return answers;
      },
    };
    const exploration = new Exploration({
      source: timed,
      budget: SCOPE_BUDGET,
      monotonicMs: now,
      seed: 1,
    });
    explored.push(
      await wallMs(async () => {
        const { coverage, states, histories } = await exploration.survey();
        const count = coverage.kind === 'exhaustive' ? coverage.interleavings.toLocaleString('en') : coverage.kind;
        note = `${states.toLocaleString('en')} states, ${count} interleavings, ${histories} points`;
      }),
    );
    program.close();
  }
  figures.push({
    name: 'lock 5x3 with real executors',
    value: median(explored),
    unit: 'ms',
    samples: times,
    bound: '1000 ms',
    note,
  });
  if (single.length > 0) {
    figures.push({
      name: 'a miss of the trie to its answer, alone',
      value: median(single),
      unit: 'ms',
      samples: single.length,
    });
  }
  if (batched.length > 0) {
    figures.push({
      name: 'a miss of the trie to its answer, in a batch',
      value: median(batched),
      unit: 'ms',
      samples: batched.length,
    });
  }
  return figures;
}

/** Executors that exploring all scopes of a submission starts. */
async function executorsOf({ exercise, source }: Awaited<ReturnType<typeof reference>>, parts: Parts): Promise<number> {
  let executors = 0;
  for (const scope of exercise.scopes) {
    const args = await resolveArguments(
      exercise,
      scope,
      parts.ports(async () => {}),
      never,
    );
    const { limits, startMethod } = exercise;
    const job = { source, entry: exercise.entry.name, args, startMethod, limits };
    const program = await openExploredProgram(parts.sandbox, job);
    await new Exploration({ source: program, budget: SCOPE_BUDGET, monotonicMs: now, seed: 1 }).survey();
    executors += program.executors;
    program.close();
  }
  return executors;
}

/** From the question for the main process's beginning, which a new executor answers, to the answer. */
async function oneExecutor(times: number, parts: Parts): Promise<Figure> {
  const { exercise, source } = await reference('accepted', 'with_lock');
  const job = { source, entry: exercise.entry.name, args: [2, 2], startMethod: 'fork', limits: LIMITS } as const;
  const program = await openExploredProgram(parts.sandbox, job);
  await program.ask([{ kind: 'root' }]);
  const samples: number[] = [];
  for (let time = 0; time < 4 * times; time++) samples.push(await wallMs(() => program.ask([{ kind: 'root' }])));
  program.close();
  return {
    name: 'an executor, from its start to its first answer',
    value: median(samples),
    unit: 'ms',
    samples: samples.length,
  };
}

async function judging(times: number, parts: Parts): Promise<Figure[]> {
  const figures: Figure[] = [await oneExecutor(times, parts)];
  for (const [expected, name] of [
    ['accepted', 'with_lock'],
    ['race', 'no_lock'],
    ['race', 'read_only'],
  ] as const) {
    const { exercise, source } = await reference(expected, name);
    const whole: number[] = [];
    const explored: number[] = [];
    let report: Report | null = null;
    for (let time = 0; time < times; time++) {
      await parts.sandbox.whenFull();
      report = await judgeSubmission(
        { exercise, source, mode: 'full' },
        parts.ports(async () => {}),
        never,
      );
      if (report.verdict !== expected)
        throw new Error(`${name}: ${report.verdict}, ${report.sentence} ${report.fault ?? ''}`);
      whole.push(report.timing.totalMs);
      explored.push(report.timing.exploreMs ?? 0);
    }
    const histories = report?.scopes.reduce((sum, scope) => sum + scope.histories, 0) ?? 0;
    figures.push({
      name: `locked-counter ${name}: judging`,
      value: median(whole),
      unit: 'ms',
      samples: times,
      bound: '2000 ms',
    });
    figures.push({
      name: `locked-counter ${name}: of it exploration`,
      value: median(explored),
      unit: 'ms',
      samples: times,
      bound: '500 ms',
      note: `${histories} points of histories, ${await executorsOf({ exercise, source }, parts)} executors`,
    });
  }
  return figures;
}

const UNLOCKED: readonly (readonly [string, string])[] = [
  [
    'unlocked ns.x += 1, 5 processes',
    `
import multiprocessing as mp

def work(ns):
    ns.x += 1

def run():
    with mp.Manager() as manager:
        ns = manager.Namespace(x=0)
        ps = [mp.Process(target=work, args=(ns,)) for _ in range(5)]
        for p in ps: p.start()
        for p in ps: p.join()
        return ns.x == 5
`,
  ],
  [
    'unlocked counter, 2 processes x 1',
    `
import multiprocessing as mp

def work(value):
    value.value += 1

def run():
    value = mp.Value('i', 0)
    ps = [mp.Process(target=work, args=(value,)) for _ in range(2)]
    for p in ps: p.start()
    for p in ps: p.join()
    return value.value == 2
`,
  ],
];

/** How often one run for real gives the right result of a racy program, and how often exploration finds the wrong one. */
async function byLuck(times: number, parts: Parts): Promise<Figure[]> {
  const figures: Figure[] = [];
  const { runProgram } = parts.ports(async () => {});
  for (const [name, source] of UNLOCKED) {
    let accepted = 0;
    let rejected = 0;
    for (let time = 0; time < times; time++) {
      const action = { kind: 'call' as const, entry: 'run', args: [] };
      const real = await runProgram({ source, action, startMethod: 'fork', limits: LIMITS }, never);
      if (real.observation?.kind === 'returned' && real.observation.value === true) accepted += 1;
    }
    for (let time = 0; time < times; time++) {
      const program = await openExploredProgram(parts.sandbox, {
        source,
        entry: 'run',
        args: [],
        startMethod: 'fork',
        limits: LIMITS,
      });
      const exploration = new Exploration({
        source: program,
        budget: SCOPE_BUDGET,
        monotonicMs: now,
        seed: 1,
      });
      const { outcomes } = await exploration.survey();
      const wrong = outcomes.some(
        ({ outcome }) =>
          outcome.kind === 'ended' && outcome.result?.kind === 'returned' && outcome.result.value === 'false',
      );
      if (wrong) rejected += 1;
      program.close();
    }
    figures.push({
      name: `${name}: right when run once for real`,
      value: (100 * accepted) / times,
      unit: '%',
      samples: times,
    });
    figures.push({
      name: `${name}: rejected by exploration`,
      value: (100 * rejected) / times,
      unit: '%',
      samples: times,
      bound: '100 %',
    });
  }
  return figures;
}
