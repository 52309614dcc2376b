/**
 * Control groups, version 2 (kernel documentation, cgroup-v2). Groups are made below our own one, which must be delegated
 * to us: a systemd unit with Delegate=yes, or a container with a cgroup namespace of its own. Since only leaves may
 * hold processes, those in our own group are moved into a leaf first.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Cgroup, type CgroupResult, type Cgroups, NAME_PREFIX, READY_LIMITS } from './cgroup.ts';
import { readKey, readNumber, removeFolder, removeStaleIn, write, writeIfThere } from './cgroup-files.ts';

const CONTROLLERS = ['memory', 'pids', 'cpu'] as const;
const WEIGHTS = { preparing: 25, running: 100 } as const;
/** The leaf for the processes that were in our group. Not removed: they stay in it. */
const LEAF = 'lockstep.processes';

/**
 * Version 2 below `root` (/sys/fs/cgroup), or null where it is not the one in use or not delegated to us. `ownPath` is
 * our group's, from /proc/self/cgroup ("0::/path").
 */
export function cgroupsV2(root: string, ownPath: string): Cgroups | null {
  const own = ownPath.endsWith(`/${LEAF}`) ? path.dirname(ownPath) : ownPath;
  const base = path.join(root, own);
  const offered = path.join(base, 'cgroup.controllers');
  if (!existsSync(offered)) return null;
  const controllers = readFileSync(offered, 'utf8').trim().split(' ');
  if (!CONTROLLERS.every((controller) => controllers.includes(controller))) return null;
  try {
    enable(base);
  } catch {
    return null;
  }
  return {
    version: 'v2',
    create: (name) => new CgroupV2(path.join(base, name)),
    removeStale: (isStale) => removeStaleIn(base, isStale),
  };
}

function enable(base: string): void {
  const subtree = path.join(base, 'cgroup.subtree_control');
  const enabled = () => readFileSync(subtree, 'utf8').trim().split(' ');
  if (CONTROLLERS.every((controller) => enabled().includes(controller))) return;
  const leaf = path.join(base, LEAF);
  if (!existsSync(leaf)) mkdirSync(leaf);
  for (const pid of readFileSync(path.join(base, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)) {
    writeIfThere(path.join(leaf, 'cgroup.procs'), pid);
  }
  write(subtree, CONTROLLERS.map((controller) => `+${controller}`).join(' '));
}

class CgroupV2 implements Cgroup {
  readonly #folder: string;
  #memoryBefore = 0;
  #peakBefore = 0;
  #cpuBefore = 0;
  #refusedBefore = 0;
  #oomBefore = 0;

  constructor(folder: string) {
    if (!path.basename(folder).startsWith(NAME_PREFIX)) throw new Error(`not a name of ours: ${folder}`);
    this.#folder = folder;
    mkdirSync(folder);
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
    // Linux 6.12 and newer forget the peak when it is written; before, a peak of the preparation may show.
    writeIfThere(this.#file('memory.peak'), 'reset');
    this.#peakBefore = this.#peak();
    write(this.#file('pids.max'), readNumber(this.#file('pids.current')) + tasks);
    writeIfThere(this.#file('cpu.weight'), WEIGHTS.running);
    this.#cpuBefore = this.#cpu();
    this.#refusedBefore = readKey(this.#file('pids.events'), 'max');
    this.#oomBefore = readKey(this.#file('memory.events'), 'oom_kill');
  }

  cpuMs(): number {
    return this.#cpu() - this.#cpuBefore;
  }

  result(): CgroupResult {
    const peak = this.#peak();
    const grown = peak > this.#peakBefore ? peak - this.#memoryBefore : 0;
    return {
      cpuMs: this.cpuMs(),
      peakBytes: Math.max(0, grown),
      oomKills: readKey(this.#file('memory.events'), 'oom_kill') - this.#oomBefore,
      refusedTasks: readKey(this.#file('pids.events'), 'max') - this.#refusedBefore,
    };
  }

  remove(): Promise<void> {
    return removeFolder(this.#folder);
  }

  #cpu(): number {
    return readKey(this.#file('cpu.stat'), 'usage_usec') / 1e3;
  }

  #peak(): number {
    const file = this.#file('memory.peak');
    return existsSync(file) ? readNumber(file) : 0;
  }

  #file(name: string): string {
    return path.join(this.#folder, name);
  }
}
