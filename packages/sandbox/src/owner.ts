/**
 * Who made a control group or started a sandbox, written into its name, so that a later start finds what an instance
 * left that was killed. A pid alone does not tell: it is used again, and another container has the same ones.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const NAME_PREFIX = 'lockstep.sandbox-';
/** In the environment of bubblewrap itself, which nothing inside can see. */
export const OWNER_VARIABLE = 'LOCKSTEP_OWNER';

const BETWEEN_LOOKS_MS = 5;
/** Somebody else's process that looks like ours and cannot be ended must not keep us from starting. */
const LONGEST_LOOK_MS = 5_000;

/** prefix, pid namespace, pid, start time in the kernel's ticks since boot */
const OWNER = /^lockstep\.sandbox-(\d+)-(\d+)-(\d+)(?:-|$)/;

/** This process, in words that no other one ever had since the machine was booted. */
export function ownerName(): string {
  return `${NAME_PREFIX}${pidNamespace()}-${process.pid}-${startTicks(process.pid) ?? 0}`;
}

/** A name for something of ours. */
export function nameOfOurs(suffix: string): string {
  return `${ownerName()}-${suffix}`;
}

/**
 * Whether the process that made something of this name is gone. What belongs to another pid namespace is not ours to
 * judge: its owner may be alive where we cannot see it.
 */
export function isStale(name: string): boolean {
  const match = OWNER.exec(name);
  if (match === null || match[1] !== pidNamespace()) return false;
  const ticks = startTicks(Number(match[2]));
  return ticks === null || ticks !== Number(match[3]);
}

/**
 * Ends sandboxes whose owner was killed. --die-with-parent ends them by itself, save one: bubblewrap that is killed
 * between its clone and the end of the set-up leaves a child that waits for it for ever. A child may come while we look,
 * and a process that is becoming another program has no name for a moment: so it ends with two looks that found nothing.
 */
export async function endOrphans(procFolder = '/proc'): Promise<void> {
  const deadline = performance.now() + LONGEST_LOOK_MS;
  for (let quiet = 0; quiet < 2 && performance.now() < deadline; ) {
    const orphans = orphansIn(procFolder);
    orphans.forEach(endProcess);
    quiet = orphans.length === 0 ? quiet + 1 : 0;
    if (quiet < 2) await delay(BETWEEN_LOOKS_MS);
  }
}

function orphansIn(procFolder: string): number[] {
  return readdirSync(procFolder)
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const owner = ownerOf(path.join(procFolder, name));
      return owner !== null && isStale(owner);
    })
    .map(Number);
}

/** Ends a process that may be gone already. */
export function endProcess(pid: number): void {
  // 0 and -1 are not one process: they would be ourselves, or everything.
  if (!Number.isInteger(pid) || pid < 2) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

function ownerOf(folder: string): string | null {
  try {
    const variables = readFileSync(path.join(folder, 'environ'), 'utf8').split('\0');
    const variable = variables.find((candidate) => candidate.startsWith(`${OWNER_VARIABLE}=`));
    return variable?.slice(OWNER_VARIABLE.length + 1) ?? null;
  } catch {
    // Somebody else's, or gone.
    return null;
  }
}

function startTicks(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return null;
  }
}

function pidNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}
