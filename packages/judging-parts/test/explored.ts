/** Programs explored with the real parts, for tests: executors in a real sandbox. */
import { readFile } from 'node:fs/promises';
import { openExploredProgram, pythonProgram } from '@lockstep/executor-python';
import { Exploration, type Outcome, type Survey } from '@lockstep/explorer';
import type { PythonValue, StartMethod } from '@lockstep/protocol';
import { openSandboxPool, type SandboxPool } from '@lockstep/sandbox';

const MEBIBYTE = 2 ** 20;

export const LIMITS = {
  wallMs: 20_000,
  cpuMs: 20_000,
  memoryBytes: 256 * MEBIBYTE,
  outputBytes: 65_536,
  processes: 8,
} as const;

export async function openTestPool(): Promise<SandboxPool> {
  return openSandboxPool({ program: await pythonProgram(), size: 2, tmpBytes: 16 * MEBIBYTE, shmBytes: 16 * MEBIBYTE });
}

export interface ExploredCall {
  readonly survey: Survey;
  readonly outcomes: readonly string[];
  readonly exploration: Exploration;
}

/** Explores one call and hands it to `use` while its executors live. */
export async function withExplored<T>(
  pool: SandboxPool,
  source: string,
  call: { readonly entry: string; readonly args: readonly PythonValue[]; readonly startMethod?: StartMethod },
  use: (explored: ExploredCall) => Promise<T>,
): Promise<T> {
  const { entry, args, startMethod = 'fork' } = call;
  const program = await openExploredProgram(pool, { source, entry, args, startMethod, limits: LIMITS });
  try {
    const exploration = new Exploration({
      source: program,
      budget: { maxStates: 3_000_000, maxMs: 60_000 },
      monotonicMs: () => performance.now(),
      seed: 1,
    });
    const survey = await exploration.survey();
    const outcomes = [...new Set(survey.outcomes.map(({ outcome }) => inWords(outcome)))].sort();
    return await use({ survey, outcomes, exploration });
  } finally {
    program.close();
  }
}

/** As test/real_runs.py of executor-python prints it: failures of children are not seen there. */
export function inWords(outcome: Outcome): string {
  if (outcome.kind === 'stuck') return 'never ends';
  const { result } = outcome;
  if (result === null) return '';
  switch (result.kind) {
    case 'returned':
      return result.value;
    case 'raised':
      return `raised ${result.failure.type}`;
    case 'unsendable':
      return 'unsendable';
  }
}

export const textOf = (file: string): Promise<string> => readFile(file, 'utf8');
