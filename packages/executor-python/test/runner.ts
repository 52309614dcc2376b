/** A runner on real sandboxes, for tests. */
import type { ProgramJob, ProgramRun, PythonValue } from '@lockstep/protocol';
import { loudCalls, openSandboxPool, type SandboxPool } from '../../sandbox/src/index.ts';
import { createPythonRunner, pythonProgram } from '../src/index.ts';

export const LIMITS: ProgramJob['limits'] = {
  wallMs: 20_000,
  cpuMs: 20_000,
  memoryBytes: 256 * 2 ** 20,
  outputBytes: 65_536,
  processes: 8,
};

export interface TestRunner {
  /** Runs `main(*args)` of a program. */
  run(source: string, options?: Partial<ProgramJob> & { args?: PythonValue[] }): Promise<ProgramRun>;
  readonly pool: SandboxPool;
  close(): Promise<void>;
}

export async function openTestRunner(cgroups: 'auto' | 'off' = 'auto'): Promise<TestRunner> {
  const pool = await openSandboxPool({
    program: await pythonProgram(),
    size: 2,
    tmpBytes: 64 * 2 ** 20,
    shmBytes: 64 * 2 ** 20,
    cgroups,
  });
  const runner = createPythonRunner({ pool, loudCalls: loudCalls() });
  return {
    pool,
    run: (source, { args = [], ...changes } = {}) =>
      runner.run({
        source,
        action: { kind: 'call', entry: 'main', args },
        startMethod: 'fork',
        limits: LIMITS,
        ...changes,
      }),
    close: () => pool.close(),
  };
}

/** The value that a run returned; fails with what happened instead. */
export function returned(run: ProgramRun): PythonValue {
  if (run.observation?.kind === 'returned') return run.observation.value;
  throw new Error(`nothing was returned: ${JSON.stringify({ ...run, processes: undefined })}`);
}
