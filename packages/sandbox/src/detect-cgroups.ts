/** Finds the control groups that this process may use. None is no fault: the supervisor then watches memory itself. */
import { accessSync, constants, readFileSync } from 'node:fs';
import type { Cgroups } from './cgroup.ts';
import { cgroupsV1 } from './cgroup-v1.ts';
import { cgroupsV2 } from './cgroup-v2.ts';
import { isStale, nameOfOurs } from './owner.ts';

/** Where the kernel shows control groups. */
export const CGROUP_ROOT = '/sys/fs/cgroup';

/** The usable version, proved by making and removing a group; null when there is none. */
export async function detectCgroups(root: string = CGROUP_ROOT): Promise<Cgroups | null> {
  for (const candidate of [cgroupsV1(root), cgroupsV2(root, ownPath())]) {
    if (candidate === null || !(await works(candidate))) continue;
    await candidate.removeStale(isStale);
    return candidate;
  }
  return null;
}

async function works(cgroups: Cgroups): Promise<boolean> {
  let trial: ReturnType<Cgroups['create']>;
  try {
    trial = cgroups.create(nameOfOurs('trial'));
  } catch {
    return false;
  }
  try {
    for (const file of trial.joinFiles) accessSync(file, constants.W_OK);
    trial.beginJob({ memoryBytes: 64 * 2 ** 20, tasks: 16 });
    trial.result();
    return true;
  } catch {
    return false;
  } finally {
    await trial.remove();
  }
}

function ownPath(): string {
  const line = readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith('0::'));
  return line?.slice(3) ?? '/';
}
