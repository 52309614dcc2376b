/** Control groups, version 1: one folder for each controller (kernel documentation, cgroup-v1). */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Cgroup, type CgroupResult, type Cgroups, READY_LIMITS } from './cgroup.ts';
import { readKey, readNumber, removeFolder, removeStaleIn, tryRemove, write, writeIfThere } from './cgroup-files.ts';

const CONTROLLERS = ['memory', 'pids', 'cpuacct', 'cpu'] as const;
type Controller = (typeof CONTROLLERS)[number];
/** Relative weights: a sandbox that is being prepared must not slow down one that is being measured. */
const SHARES = { preparing: 256, running: 1024 } as const;

/** Version 1 below `root` (/sys/fs/cgroup), or null where its controllers are not mounted. */
export function cgroupsV1(root: string): Cgroups | null {
  if (!CONTROLLERS.every((controller) => existsSync(path.join(root, controller, 'cgroup.procs')))) return null;
  return {
    version: 'v1',
    create: (name) => {
      const folders = CONTROLLERS.map((controller) => path.join(root, controller, name));
      try {
        for (const folder of folders) mkdirSync(folder);
        return new CgroupV1(root, name);
      } catch (error) {
        folders.forEach(tryRemove);
        throw error;
      }
    },
    removeStale: async (isStale) => {
      await Promise.all(CONTROLLERS.map((controller) => removeStaleIn(path.join(root, controller), isStale)));
    },
  };
}

class CgroupV1 implements Cgroup {
  readonly #root: string;
  readonly #name: string;
  #memoryBefore = 0;
  #cpuBefore = 0;
  #oomBefore = 0;
  #refusedBefore = 0;

  /** The folders are there. */
  constructor(root: string, name: string) {
    this.#root = root;
    this.#name = name;
    this.#limitMemory(READY_LIMITS.memoryBytes);
    writeIfThere(this.#file('memory', 'memory.swappiness'), 0);
    write(this.#file('pids', 'pids.max'), READY_LIMITS.tasks);
    writeIfThere(this.#file('cpu', 'cpu.shares'), SHARES.preparing);
  }

  get joinFiles(): readonly string[] {
    return CONTROLLERS.map((controller) => this.#file(controller, 'cgroup.procs'));
  }

  beginJob({ memoryBytes, tasks }: { memoryBytes: number; tasks: number }): void {
    this.#memoryBefore = readNumber(this.#file('memory', 'memory.usage_in_bytes'));
    this.#limitMemory(this.#memoryBefore + memoryBytes);
    write(this.#file('memory', 'memory.max_usage_in_bytes'), 0);
    write(this.#file('pids', 'pids.max'), readNumber(this.#file('pids', 'pids.current')) + tasks);
    writeIfThere(this.#file('cpu', 'cpu.shares'), SHARES.running);
    this.#cpuBefore = this.#cpu();
    this.#oomBefore = this.#oomKills();
    this.#refusedBefore = this.#refused();
  }

  cpuMs(): number {
    return this.#cpu() - this.#cpuBefore;
  }

  result(): CgroupResult {
    return {
      cpuMs: this.cpuMs(),
      peakBytes: Math.max(0, readNumber(this.#file('memory', 'memory.max_usage_in_bytes')) - this.#memoryBefore),
      oomKills: this.#oomKills() - this.#oomBefore,
      refusedTasks: this.#refused() - this.#refusedBefore,
    };
  }

  async remove(): Promise<void> {
    await Promise.all(CONTROLLERS.map((controller) => removeFolder(path.join(this.#root, controller, this.#name))));
  }

  /** Memory and swap together have the same limit, where the kernel counts swap. Theirs may never be the lower one. */
  #limitMemory(bytes: number): void {
    const withSwap = this.#file('memory', 'memory.memsw.limit_in_bytes');
    const raised = writeIfThere(withSwap, bytes);
    write(this.#file('memory', 'memory.limit_in_bytes'), bytes);
    if (!raised) writeIfThere(withSwap, bytes);
  }

  #cpu(): number {
    return readNumber(this.#file('cpuacct', 'cpuacct.usage')) / 1e6;
  }

  #oomKills(): number {
    return readKey(this.#file('memory', 'memory.oom_control'), 'oom_kill');
  }

  #refused(): number {
    const file = this.#file('pids', 'pids.events');
    return existsSync(file) ? readKey(file, 'max') : 0;
  }

  #file(controller: Controller, name: string): string {
    return path.join(this.#root, controller, this.#name, name);
  }
}
