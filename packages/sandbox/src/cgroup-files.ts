/** Reading and writing the kernel's small files. */
import { readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NAME_PREFIX } from './cgroup.ts';

const REMOVE_TRIES = 100;
const REMOVE_PAUSE_MS = 10;

export function readNumber(file: string): number {
  return Number(readFileSync(file, 'utf8').trim());
}

/** Value of `key` in a file of lines "key value"; 0 where it is missing. */
export function readKey(file: string, key: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith(`${key} `));
  return line === undefined ? 0 : Number(line.slice(key.length + 1));
}

export function write(file: string, value: string | number): void {
  writeFileSync(file, String(value));
}

/** Writes where the kernel may not know the file. */
export function writeIfThere(file: string, value: string | number): boolean {
  try {
    writeFileSync(file, String(value), { flag: 'r+' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Ends what is in a group and removes its folder; gives up quietly after about a second, for the next start to clean
 * up. Something may be left in it: when bubblewrap is killed while it sets up, its child waits for it for ever.
 */
export async function removeFolder(folder: string): Promise<void> {
  for (let attempt = 0; attempt < REMOVE_TRIES; attempt++) {
    killMembers(folder);
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    }
    await delay(REMOVE_PAUSE_MS);
  }
}

export async function removeStaleIn(folder: string, isStale: (name: string) => boolean): Promise<void> {
  const stale = readdirSync(folder).filter((name) => name.startsWith(NAME_PREFIX) && isStale(name));
  await Promise.all(stale.map((name) => removeFolder(path.join(folder, name))));
}

function killMembers(folder: string): void {
  let members: string;
  try {
    members = readFileSync(path.join(folder, 'cgroup.procs'), 'utf8');
  } catch {
    return;
  }
  for (const pid of members.split('\n').filter(Boolean)) killProcess(Number(pid));
}

/** Ends a process that may be gone already. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
