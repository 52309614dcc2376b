/**
 * Control groups, version 2 (kernel documentation, cgroup-v2). Only leaves may hold processes, so the groups of
 * sandboxes need a parent that holds none.
 */
import { closeSync, existsSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Cgroup, type CgroupResult, type Cgroups, READY_LIMITS } from './cgroup.ts';
import {
  readKey,
  readNumber,
  readWords,
  removeFolder,
  removeStaleIn,
  tryRemove,
  write,
  writeIfThere,
} from './cgroup-files.ts';

const CONTROLLERS = ['memory', 'pids', 'cpu'] as const;
const WEIGHTS = { preparing: 25, running: 100 } as const;
/** A group of ours at the top, where we may make one: it moves no process of anybody. */
const TOP = 'lockstep';
/** Else a leaf for the processes that were in our own group. Not removed: they stay in it. */
const LEAF = 'lockstep.processes';

/**
 * Version 2 below `root` (/sys/fs/cgroup), or null where it is not the one in use or nothing of it is ours. `ownPath` is
 * our group's, from /proc/self/cgroup ("0::/path").
 *
 * In this order: our own group, when an earlier start prepared it; a group at the top (root on the machine itself); our
 * own group, its processes moved into a leaf (a container with a cgroup namespace of its own, a systemd unit with
 * Delegate=yes).
 */
export function cgroupsV2(root: string, ownPath: string): Cgroups | null {
  if (!existsSync(path.join(root, 'cgroup.controllers'))) return null;
  const own = path.join(root, ownPath.endsWith(`/${LEAF}`) ? path.dirname(ownPath) : ownPath);
  const top = path.join(root, TOP);
  if (succeeds(() => existsSync(path.join(own, LEAF)) && childrenHaveControllers(own))) return groupsBelow(own);
  if (succeeds(() => prepareTop(root, top))) return groupsBelow(top);
  if (succeeds(() => prepareOwn(own))) return groupsBelow(own);
  return null;
}

function groupsBelow(base: string): Cgroups {
  return {
    version: 'v2',
    create: (name) => {
      const folder = path.join(base, name);
      try {
        mkdirSync(folder);
        return new CgroupV2(folder);
      } catch (error) {
        tryRemove(folder);
        throw error;
      }
    },
    removeStale: (isStale) => removeStaleIn(base, isStale),
  };
}

function succeeds(prepare: () => boolean): boolean {
  try {
    return prepare();
  } catch {
    // Not there, or not ours: the next way.
    return false;
  }
}

function childrenHaveControllers(group: string): boolean {
  return hasControllers(path.join(group, 'cgroup.subtree_control'));
}

function hasControllers(file: string): boolean {
  const words = readWords(file);
  return CONTROLLERS.every((controller) => words.includes(controller));
}

function enableControllers(group: string): void {
  write(path.join(group, 'cgroup.subtree_control'), CONTROLLERS.map((controller) => `+${controller}`).join(' '));
}

function prepareTop(root: string, top: string): boolean {
  if (!childrenHaveControllers(root)) return false;
  if (!existsSync(top)) mkdirSync(top);
  if (!childrenHaveControllers(top)) enableControllers(top);
  return true;
}

function prepareOwn(own: string): boolean {
  if (!hasControllers(path.join(own, 'cgroup.controllers'))) return false;
  const leaf = path.join(own, LEAF);
  if (!existsSync(leaf)) mkdirSync(leaf);
  for (const pid of readWords(path.join(own, 'cgroup.procs'))) writeIfThere(path.join(leaf, 'cgroup.procs'), pid);
  enableControllers(own);
  return true;
}

class CgroupV2 implements Cgroup {
  readonly #folder: string;
  /** Open while the job runs: the kernel forgets the peak for the descriptor only through which it was told to. */
  #peakFile: number | null = null;
  #memoryBefore = 0;
  #cpuBefore = 0;
  #refusedBefore = 0;
  #oomBefore = 0;

  /** The folder is there. */
  constructor(folder: string) {
    this.#folder = folder;
    write(this.#file('memory.max'), READY_LIMITS.memoryBytes);
    writeIfThere(this.#file('memory.swap.max'), 0);
    write(this.#file('pids.max'), READY_LIMITS.tasks);
    writeIfThere(this.#file('cpu.weight'), WEIGHTS.preparing);
  }

  get joinFiles(): readonly string[] {
    return [this.#file('cgroup.procs')];
  }

  beginJob({ memoryBytes, tasks }: { memoryBytes: number; tasks: number }): void {
    this.#memoryBefore = readNumber(this.#file('memory.current'));
    write(this.#file('memory.max'), this.#memoryBefore + memoryBytes);
    this.#peakFile = openPeak(this.#file('memory.peak'));
    write(this.#file('pids.max'), readNumber(this.#file('pids.current')) + tasks);
    writeIfThere(this.#file('cpu.weight'), WEIGHTS.running);
    this.#cpuBefore = this.#cpu();
    this.#refusedBefore = this.#refused();
    this.#oomBefore = this.#oomKills();
  }

  cpuMs(): number {
    return this.#cpu() - this.#cpuBefore;
  }

  result(): CgroupResult {
    const peak = this.#peakFile === null ? null : readPeak(this.#peakFile);
    return {
      cpuMs: this.cpuMs(),
      peakBytes: peak === null ? null : Math.max(0, peak - this.#memoryBefore),
      oomKills: this.#oomKills() - this.#oomBefore,
      refusedTasks: this.#refused() - this.#refusedBefore,
    };
  }

  async remove(): Promise<void> {
    if (this.#peakFile !== null) closeSync(this.#peakFile);
    this.#peakFile = null;
    await removeFolder(this.#folder);
  }

  #cpu(): number {
    return readKey(this.#file('cpu.stat'), 'usage_usec') / 1e3;
  }

  #refused(): number {
    return readKey(this.#file('pids.events'), 'max');
  }

  #oomKills(): number {
    return readKey(this.#file('memory.events'), 'oom_kill');
  }

  #file(name: string): string {
    return path.join(this.#folder, name);
  }
}

/**
 * The file of the peak, forgotten up to now by Linux 6.12 and newer. Older ones count from the start of the sandbox, so
 * that a peak of its preparation may show. Null where there is no such file.
 */
function openPeak(file: string): number | null {
  try {
    const descriptor = openSync(file, 'r+');
    try {
      writeSync(descriptor, '0');
    } catch {
      // Too old to forget it; it can be read all the same.
    }
    return descriptor;
  } catch {
    try {
      return openSync(file, 'r');
    } catch {
      return null;
    }
  }
}

function readPeak(descriptor: number): number {
  const buffer = Buffer.alloc(32);
  return Number(buffer.toString('ascii', 0, readSync(descriptor, buffer, 0, buffer.length, 0)).trim());
}
