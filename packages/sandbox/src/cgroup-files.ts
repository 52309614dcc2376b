/** Reading and writing the kernel's small files. */
import { readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endProcess } from './owner.ts';

const REMOVE_TRIES = 300;
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

/** The words of a file of one line. */
export function readWords(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split(/\s+/).filter(Boolean);
}

export function write(file: string, value: string | number): void {
  writeFileSync(file, String(value));
}

/** Writes where the kernel may not know the file, or not take the value. */
export function writeIfThere(file: string, value: string | number): boolean {
  try {
    writeFileSync(file, String(value), { flag: 'r+' });
    return true;
  } catch {
    return false;
  }
}

/** Ends what is in a group and removes its folder; gives up after a few seconds, for the next start to clean up. */
export async function removeFolder(folder: string): Promise<void> {
  for (let attempt = 0; attempt < REMOVE_TRIES; attempt++) {
    endMembers(folder);
    if (tryRemove(folder)) return;
    await delay(REMOVE_PAUSE_MS);
  }
}

/** Removes the folders below `folder` whose names are stale. */
export async function removeStaleIn(folder: string, isStale: (name: string) => boolean): Promise<void> {
  const stale = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && isStale(entry.name),
  );
  await Promise.all(stale.map((entry) => removeFolder(path.join(folder, entry.name))));
}

/** Whether the folder is gone. */
export function tryRemove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function endMembers(folder: string): void {
  let members: string[];
  try {
    members = readWords(path.join(folder, 'cgroup.procs'));
  } catch {
    return;
  }
  // A process of another pid namespace is shown as 0, which `endProcess` leaves alone.
  for (const pid of members) endProcess(Number(pid));
}
