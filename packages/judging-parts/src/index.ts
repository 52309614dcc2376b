/**
 * The real parts behind the judge's ports, put together: sandboxes, the Python executor, the checker host. The grader
 * and the command line judge with exactly the same ones.
 */
import { openCheckerHost } from '@lockstep/checker';
import { createPythonRunner, pythonProgram } from '@lockstep/executor-python';
import type { JudgePorts } from '@lockstep/judge';
import { loudCalls, openSandboxPool, type SandboxPool } from '@lockstep/sandbox';

import { explorationPort, type ReplaySchedule, replayPort } from './exploring.ts';

export { SandboxUnfit } from '@lockstep/sandbox';
export type { Replayed } from './exploring.ts';

export interface JudgingParts {
  /** Ports for one judging. May be used for several at the same time. */
  ports(onProgress: JudgePorts['onProgress']): JudgePorts;
  /** Replays a schedule of an explored call. */
  readonly replay: ReplaySchedule;
  readonly sandbox: SandboxPool;
  /** Ends every sandbox and checker process. Settles when they are gone. */
  close(): Promise<void>;
}

export interface JudgingPartsOptions {
  /** Sandboxes kept ready: about as many as judgings at the same time. */
  readonly ready: number;
  readonly log?: (line: string) => void;
}

/** Bytes in a sandbox's /tmp and /dev/shm. */
const TMP_BYTES = 64 * 2 ** 20;
const SHM_BYTES = 64 * 2 ** 20;

/** Opens the parts. Throws SandboxUnfit, naming each missing protection and its remedy, where judging would be unsafe. */
export async function openJudgingParts({ ready, log }: JudgingPartsOptions): Promise<JudgingParts> {
  const sandbox = await openSandboxPool({
    program: await pythonProgram(),
    size: ready,
    tmpBytes: TMP_BYTES,
    shmBytes: SHM_BYTES,
    ...(log === undefined ? {} : { log }),
  });
  const python = createPythonRunner({ pool: sandbox, loudCalls: loudCalls() });
  const checker = openCheckerHost();
  const explore = explorationPort(sandbox, () => performance.now());
  return {
    sandbox,
    replay: replayPort(sandbox, () => performance.now()),
    ports: (onProgress) => ({
      runProgram: (job, signal) => python.run(job, signal),
      checker,
      openExploration: explore,
      onProgress,
      monotonicMs: () => performance.now(),
    }),
    close: async () => {
      await checker.close();
      await sandbox.close();
    },
  };
}
