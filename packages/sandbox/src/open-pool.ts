/** Opens a pool: finds what this machine offers, proves the sandbox, and only then lets it be used. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { detectCgroups } from './detect-cgroups.ts';
import { endOrphans } from './owner.ts';
import { Pool, type SandboxFacts, type SandboxPool } from './pool.ts';
import type { SandboxProgram } from './program.ts';
import { filterPath, machineOf } from './seccomp.ts';
import { checkPrerequisites, probeProgram, selfTest } from './self-test.ts';
import { Starter } from './starter.ts';
import { claimUserIds, ourselves } from './user-ids.ts';

export interface SandboxPoolOptions {
  readonly program: SandboxProgram;
  /** Sandboxes kept ready. */
  readonly size: number;
  /** Bytes in a sandbox's /tmp and /dev/shm. */
  readonly tmpBytes: number;
  readonly shmBytes: number;
  /**
   * When we are root, sandboxes run as users from here on, 128 for each pool, 16 pools on a machine. Nobody else may
   * have these. Graders in containers of one machine cannot see each other's: give them different ones.
   */
  readonly uidBase?: number;
  readonly cgroups?: 'auto' | 'off';
  readonly log?: (line: string) => void;
}

/** For tests of the self-test: what it must notice. */
export interface Weakening {
  /** Path of another seccomp filter. */
  readonly filter?: string;
  readonly changeArgs?: (args: readonly string[]) => readonly string[];
}

const DEFAULT_UID_BASE = 61_000;
const MAX_SIZE = 64;
const Bytes = z.int().min(4_096);
const Numbers = z.object({
  size: z.int().min(0).max(MAX_SIZE),
  tmpBytes: Bytes,
  shmBytes: Bytes,
  // 0 to 999 are the system's own, 1000 and more people's.
  uidBase: z.int().min(2_000).max(4_000_000_000).optional(),
});

/** Proves the sandbox, then fills the pool. Throws SandboxUnfit when a protection is missing. */
export function openSandboxPool(options: SandboxPoolOptions): Promise<SandboxPool> {
  return openWeakenedPool(options, {});
}

/** As `openSandboxPool`, with something taken away. Not for use: the self-test is to refuse it. */
export async function openWeakenedPool(options: SandboxPoolOptions, weakening: Weakening): Promise<SandboxPool> {
  const { size, tmpBytes, shmBytes, uidBase = DEFAULT_UID_BASE } = Numbers.parse(options);
  checkPrerequisites();
  await endOrphans();
  const cgroups = options.cgroups === 'off' ? null : await detectCgroups();
  const root = process.getuid?.() === 0;
  const userIds = root ? await claimUserIds(uidBase) : ourselves();
  const starter = new Starter(
    {
      tmpBytes,
      shmBytes,
      filter: weakening.filter ?? filterPath(machineOf()),
      changeArgs: weakening.changeArgs ?? ((args) => args),
      cgroups,
      userIds,
    },
    randomBytes(4).toString('hex'),
  );
  const release = () => userIds.release();
  try {
    await proveWith(starter, { tmpBytes, shmBytes, cgroups: cgroups !== null });
  } catch (error) {
    await release();
    throw error;
  }
  const facts: SandboxFacts = {
    cgroups: cgroups?.version ?? 'none',
    cpuFromCgroup: cgroups !== null,
    users: root ? 'own' : 'shared',
  };
  const log = options.log ?? (() => {});
  return new Pool({ program: options.program, size, starter, facts, log, release });
}

async function proveWith(starter: Starter, options: Parameters<typeof selfTest>[1]): Promise<void> {
  const probe = starter.start(probeProgram());
  try {
    await selfTest(probe, options);
  } finally {
    probe.kill(null);
    await probe.gone;
  }
}
