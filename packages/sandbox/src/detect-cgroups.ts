/** Finds the control groups that this process may use. None is no fault: the supervisor then watches memory itself. */
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Cgroups, NAME_PREFIX } from './cgroup.ts';
import { cgroupsV1 } from './cgroup-v1.ts';
import { cgroupsV2 } from './cgroup-v2.ts';

/** Where the kernel shows control groups. */
export const CGROUP_ROOT = '/sys/fs/cgroup';

/** The usable version, proved by making and removing a group; null when there is none. */
export async function detectCgroups(root: string = CGROUP_ROOT): Promise<Cgroups | null> {
  for (const candidate of [cgroupsV1(root), cgroupsV2(root, ownPath())]) {
    if (candidate === null) continue;
    try {
      const trial = candidate.create(groupName('trial'));
      for (const file of trial.joinFiles) accessSync(file, constants.W_OK);
      trial.beginJob({ memoryBytes: 64 * 2 ** 20, tasks: 16 });
      trial.result();
      await trial.remove();
    } catch {
      continue;
    }
    await candidate.removeStale(isStale);
    return candidate;
  }
  return null;
}

/** A name that tells whose group it is: our pid and the time that it started, in the kernel's ticks. */
export function groupName(suffix: string): string {
  return `${NAME_PREFIX}${process.pid}-${startTicks(process.pid) ?? 0}-${suffix}`;
}

/** Whether the process that made a group of this name is gone. */
export function isStale(name: string): boolean {
  const match = new RegExp(`^${NAME_PREFIX}(\\d+)-(\\d+)-`).exec(name);
  if (match === null) return false;
  const ticks = startTicks(Number(match[1]));
  return ticks === null || ticks !== Number(match[2]);
}

function startTicks(pid: number): number | null {
  try {
    const stat = readFileSync(path.join('/proc', String(pid), 'stat'), 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return null;
  }
}

function ownPath(): string {
  const line = readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith('0::'));
  return line?.slice(3) ?? '/';
}
