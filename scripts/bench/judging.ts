/** Figures of judging: the whole way of the locked-counter reference, an empty job, a CPU-bound program. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadExercise } from '@lockstep/exercise-kit';
import { judgeSubmission } from '@lockstep/judge';
import { openJudgingParts } from '@lockstep/judging-parts';
import type { ProgramJob, PythonValue } from '@lockstep/protocol';
import { alternately, type Figure, median, wallMs } from './measure.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PYTHON = '/usr/bin/python3';
const never = new AbortController().signal;

const EMPTY = 'def main():\n    return 1\n';
const CPU_BOUND =
  'def main():\n    total = 0\n    for i in range(6_000_000):\n        total += i * i\n    return total\n';

/** All figures that need a sandbox. `times` is the number of samples of each side. */
export async function judgingFigures(times: number, heavyTimes: number): Promise<Figure[]> {
  const parts = await openJudgingParts({ ready: 2 });
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-bench-'));
  try {
    return [
      ...(await lockedCounter(heavyTimes, folder, parts)),
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
  const judge = () =>
    wallMs(async () => {
      const job = { exercise, source: reference.source, mode: 'full' as const };
      const report = await judgeSubmission(
        job,
        parts.ports(async () => {}),
        never,
      );
      if (report.verdict !== 'accepted') throw new Error(`locked-counter: ${report.sentence} ${report.fault ?? ''}`);
    });
  const [judged = [], bare = []] = await alternately(times, judge, () => wallMs(() => runPython(script)));
  const [a, b] = [median(judged), median(bare)];
  return [
    { name: 'locked-counter: whole judging', value: a, unit: 'ms', samples: times },
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
  const cold: number[] = [];
  for (let i = 0; i < times; i++) {
    const pool = await wallOfCold(job);
    cold.push(pool);
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

async function wallOfCold(_job: ProgramJob): Promise<number> {
  throw new Error('not written');
}

async function cpuBound(times: number, folder: string, parts: Parts): Promise<Figure[]> {
  const { runProgram } = parts.ports(async () => {});
  const script = path.join(folder, 'cpu.py');
  await writeFile(
    script,
    `import time\n${CPU_BOUND}\nbegin = time.monotonic()\nmain()\nprint((time.monotonic() - begin) * 1000)\n`,
  );
  // Both sides time the loop itself, inside the program: start-up is another figure.
  const timed = `import time\n${CPU_BOUND}\ndef timed():\n    begin = time.monotonic()\n    main()\n    return (time.monotonic() - begin) * 1000\n`;
  const inside = async (): Promise<number> => {
    const run = await runProgram({ ...callJob(timed, []), action: { kind: 'call', entry: 'timed', args: [] } }, never);
    const value = run.observation?.kind === 'returned' ? run.observation.value : null;
    if (typeof value === 'object' && value !== null && 'float' in value && typeof value.float === 'number') {
      return value.float;
    }
    throw new Error(`the CPU-bound program did not return its time: ${JSON.stringify(run.observation)}`);
  };
  const [sandboxed = [], bare = []] = await alternately(times, inside, async () => Number(await runPython(script)));
  const [a, b] = [median(sandboxed), median(bare)];
  return [
    { name: 'CPU-bound program in the sandbox', value: a, unit: 'ms', samples: times },
    { name: 'CPU-bound program, plain python3', value: b, unit: 'ms', samples: times },
    { name: 'CPU-bound program: sandbox / plain', value: a / b, unit: 'ratio', samples: times, bound: '1.05' },
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

/** Python's own version, for the head of the report. */
export async function pythonVersion(): Promise<string> {
  return (await readFile('/proc/version', 'utf8')).trim();
}
