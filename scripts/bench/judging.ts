/** Figures of judging: the whole way of the locked-counter reference, an empty job, a CPU-bound program. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPythonRunner } from '@lockstep/executor-python';
import { loadExercise } from '@lockstep/exercise-kit';
import { judgeSubmission } from '@lockstep/judge';
import { openJudgingParts } from '@lockstep/judging-parts';
import type { ProgramJob, PythonValue } from '@lockstep/protocol';
import { loudCalls } from '@lockstep/sandbox';
import { alternately, type Figure, median, wallMs } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PYTHON = '/usr/bin/python3';
const never = new AbortController().signal;

const EMPTY = 'def main():\n    return 1\n';
/** Recursion, sieve, matrices, dictionaries, arithmetic: what programs do, and not one loop whose speed hangs on layout. */
const CPU_BOUND = `
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def sieve(n):
    flags = bytearray([1]) * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
    return sum(flags) - 2

def multiply(n):
    rows = [[(i * j) % 7 + 0.5 for j in range(n)] for i in range(n)]
    return sum(sum(x * y for x, y in zip(row, column)) for row in rows for column in zip(*rows))

def words(n):
    counts = {}
    for i in range(n):
        word = "w%d" % (i * 7919 % 1000)
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[0]

def squares(n):
    total = 0
    for i in range(n):
        total += i * i
    return total

def main():
    return [fib(23), sieve(2_000_000), multiply(110), words(300_000), squares(2_000_000)]
`;
/** One tight loop: its speed differs by a tenth with what else lies in memory, in plain python3 as well. */
const TIGHT_LOOP = `
def main():
    total = 0
    for i in range(6_000_000):
        total += i * i
    return total
`;

/** As many as a grader keeps. */
const READY_SANDBOXES = 12;

/** All figures that need a sandbox. `times` is the number of samples of each side. */
export async function judgingFigures(times: number): Promise<Figure[]> {
  const parts = await openJudgingParts({ ready: READY_SANDBOXES });
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-bench-'));
  try {
    return [
      ...(await lockedCounter(times, folder, parts)),
      ...(await emptyJob(times, parts)),
      ...(await cpuBound(times, folder, parts)),
    ];
  } finally {
    await parts.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Parts = Awaited<ReturnType<typeof openJudgingParts>>;

async function lockedCounter(times: number, folder: string, parts: Parts): Promise<Figure[]> {
  const loaded = await loadExercise(path.join(ROOT, 'exercises/locked-counter'));
  if (loaded.kind !== 'loaded') throw new Error('exercises/locked-counter is broken; run npx lockstep verify');
  const reference = loaded.submissions.find((submission) => submission.expected === 'accepted');
  if (reference === undefined) throw new Error('locked-counter has no accepted reference submission');
  const { exercise } = loaded;
  // The bare side: one plain python3 that makes the very same calls in a row.
  const calls = [...exercise.samples, ...exercise.fullScale].map((test) => `    solution.${test.call}`);
  await writeFile(path.join(folder, 'solution.py'), reference.source);
  const script = path.join(folder, 'bare.py');
  await writeFile(script, `import solution\nif __name__ == '__main__':\n${calls.join('\n')}\n`);
  const judge = async () => {
    // As on a grader that is idle: the sandboxes of the submission before have been replaced.
    await parts.sandbox.whenFull();
    const job = { exercise, source: reference.source, mode: 'full' as const };
    const report = await judgeSubmission(
      job,
      parts.ports(async () => {}),
      never,
    );
    if (report.verdict !== 'accepted') throw new Error(`locked-counter: ${report.sentence} ${report.fault ?? ''}`);
    // Exploration makes other calls than the bare side; it has figures of its own.
    return report.timing.totalMs - (report.timing.exploreMs ?? 0);
  };
  const [judged = [], bare = []] = await alternately(times, judge, () => wallMs(() => runPython(script)));
  const [a, b] = [median(judged), median(bare)];
  return [
    { name: 'locked-counter: judging without exploration', value: a, unit: 'ms', samples: times },
    { name: 'locked-counter: the same calls in one plain python3', value: b, unit: 'ms', samples: times },
    {
      name: 'locked-counter: (judging - 150 ms) / plain python3',
      value: (a - 150) / b,
      unit: 'ratio',
      samples: times,
      bound: '1.3',
    },
  ];
}

async function emptyJob(times: number, parts: Parts): Promise<Figure[]> {
  const { runProgram } = parts.ports(async () => {});
  const job = callJob(EMPTY, []);
  const pooled: number[] = [];
  for (let i = 0; i < times; i++) {
    await parts.sandbox.whenFull();
    pooled.push(await wallMs(() => runProgram(job, never)));
  }
  // The same job in a sandbox that is started for it: what the pool saves.
  const { sandbox } = parts;
  const coldRunner = createPythonRunner({
    pool: { facts: sandbox.facts, run: (coldJob, signal) => sandbox.runCold(coldJob, signal) },
    loudCalls: loudCalls(),
  });
  const cold: number[] = [];
  for (let i = 0; i < times; i++) {
    await sandbox.whenFull();
    cold.push(await wallMs(() => coldRunner.run(job, never)));
  }
  return [
    {
      name: 'empty program, job to result, pooled sandbox',
      value: median(pooled),
      unit: 'ms',
      samples: times,
      bound: '30 ms',
    },
    { name: 'empty program, job to result, cold sandbox', value: median(cold), unit: 'ms', samples: times },
  ];
}

async function cpuBound(times: number, folder: string, parts: Parts): Promise<Figure[]> {
  return [
    ...(await besidePlain('CPU-bound program', CPU_BOUND, '1.05', times, folder, parts)),
    ...(await besidePlain('one tight loop', TIGHT_LOOP, undefined, times, folder, parts)),
  ];
}

/** A program in the sandbox and in plain python3. Both time it from inside: start-up is another figure. */
async function besidePlain(
  name: string,
  source: string,
  bound: string | undefined,
  times: number,
  folder: string,
  parts: Parts,
): Promise<Figure[]> {
  const { runProgram } = parts.ports(async () => {});
  const timed = `import time\n${source}\ndef timed():\n    begin = time.monotonic()\n    main()\n    return (time.monotonic() - begin) * 1000\n`;
  const script = path.join(folder, 'timed.py');
  await writeFile(script, `${timed}\nprint(timed())\n`);
  const inside = async (): Promise<number> => {
    await parts.sandbox.whenFull();
    const run = await runProgram({ ...callJob(timed, []), action: { kind: 'call', entry: 'timed', args: [] } }, never);
    const value = run.observation?.kind === 'returned' ? run.observation.value : null;
    if (typeof value === 'object' && value !== null && 'float' in value && typeof value.float === 'number') {
      return value.float;
    }
    throw new Error(`${name} did not return its time: ${JSON.stringify(run.observation)}`);
  };
  const [sandboxed = [], bare = []] = await alternately(times, inside, async () => Number(await runPython(script)));
  const [a, b] = [median(sandboxed), median(bare)];
  return [
    { name: `${name} in the sandbox`, value: a, unit: 'ms', samples: times },
    { name: `${name}, plain python3`, value: b, unit: 'ms', samples: times },
    {
      name: `${name}: sandbox / plain`,
      value: a / b,
      unit: 'ratio',
      samples: times,
      ...(bound === undefined ? {} : { bound }),
    },
  ];
}

function callJob(source: string, args: readonly PythonValue[]): ProgramJob {
  return {
    source,
    action: { kind: 'call', entry: 'main', args: [...args] },
    startMethod: 'fork',
    limits: { wallMs: 20_000, cpuMs: 20_000, memoryBytes: 256 * 2 ** 20, outputBytes: 65_536, processes: 8 },
  };
}

function runPython(script: string): Promise<string> {
  const child = spawn(PYTHON, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`${script} ended with ${code}`))));
  });
}
