/**
 * The processes of a cluster, as the kernel knows them. A pid in a file proves nothing: the number may belong to
 * another program by now. A process is taken for one of ours only if it runs a program named postgres and works in the
 * cluster's folder, as every process of a running PostgreSQL does.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Pids of all processes of the cluster: its postmaster and, when that one is dead, the backends that survived it. */
export function clusterProcesses(clusterFolder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isOfCluster(pid, clusterFolder));
}

/** Whether the process runs and is of that cluster. A zombie is dead. */
export function isOfCluster(pid: number, clusterFolder: string): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== clusterFolder) return false;
    const program = path.basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
    return program === 'postgres';
  } catch {
    // Gone, a zombie, or another user's, whose links we may not read: not ours.
    return false;
  }
}

/** The pid in the first line of a cluster's postmaster.pid, or null. */
export function recordedPostmaster(clusterFolder: string): number | null {
  try {
    const pid = Number(readFileSync(path.join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Sends a signal; a process that is gone already is what was wanted. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * Ends every process of a cluster that nobody owns any more and returns how many there were. A postmaster is asked to
 * stop in order first; backends without one are killed, as they could write no more anyway. Waits until all are gone.
 */
export async function endOrphans(clusterFolder: string): Promise<number> {
  const found = clusterProcesses(clusterFolder);
  const postmaster = recordedPostmaster(clusterFolder);
  const steps: readonly (readonly [NodeJS.Signals, number])[] =
    postmaster !== null && found.includes(postmaster)
      ? [
          ['SIGINT', 20_000],
          ['SIGQUIT', 5_000],
          ['SIGKILL', 5_000],
        ]
      : [['SIGKILL', 5_000]];
  for (const [name, patienceMs] of steps) {
    const left = clusterProcesses(clusterFolder);
    if (left.length === 0) break;
    // The postmaster passes the first two on to its children; killed itself, it cannot.
    for (const pid of name === 'SIGKILL' || postmaster === null ? left : [postmaster]) signal(pid, name);
    await allGone(clusterFolder, patienceMs);
  }
  const left = clusterProcesses(clusterFolder);
  if (left.length > 0)
    throw new Error(
      `PostgreSQL processes of ${clusterFolder} do not end: ${left.join(', ')}. End them, then start again.`,
    );
  return found.length;
}

async function allGone(clusterFolder: string, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs;
  while (clusterProcesses(clusterFolder).length > 0 && performance.now() < until) await delay(10);
}
