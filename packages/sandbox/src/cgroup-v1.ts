/** Control groups, version 1: one folder for each controller (kernel documentation, cgroup-v1). */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Cgroup, type CgroupResult, type Cgroups, READY_LIMITS } from './cgroup.ts';
import { readKey, readNumber, removeFolder, removeStaleIn, write, writeIfThere } from './cgroup-files.ts';

const CONTROLLERS = ['memory', 'pids', 'cpuacct', 'cpu'] as const;
type Controller = (typeof CONTROLLERS)[number];
/** Relative weights: a sandbox that is being prepared must not slow down one that is being measured. */
const SHARES = { preparing: 256, running: 1024 } as const;

/** Version 1 below `root` (/sys/fs/cgroup), or null where its controllers are not mounted. */
export function cgroupsV1(root: string): Cgroups | null {
  if (!CONTROLLERS.every((controller) => existsSync(path.join(root, controller, 'cgroup.procs')))) return null;
  return {
    version: 'v1',
    create: (name) => new CgroupV1(root, name),
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
  #refusedBefore = 0;

  constructor(root: string, name: string) {
    this.#root = root;
    this.#name = name;
    for (const controller of CONTROLLERS) mkdirSync(path.join(root, controller, name));
    write(this.#file('memory', 'memory.limit_in_bytes'), READY_LIMITS.memoryBytes);
    writeIfThere(this.#file('memory', 'memory.swappiness'), 0);
    write(this.#file('pids', 'pids.max'), READY_LIMITS.tasks);
    writeIfThere(this.#file('cpu', 'cpu.shares'), SHARES.preparing);
  }

  get joinFiles(): readonly string[] {
    return CONTROLLERS.map((controller) => this.#file(controller, 'cgroup.procs'));
  }

  beginJob({ memoryBytes, tasks }: { memoryBytes: number; tasks: number }): void {
    this.#memoryBefore = readNumber(this.#file('memory', 'memory.usage_in_bytes'));
    write(this.#file('memory', 'memory.limit_in_bytes'), this.#memoryBefore + memoryBytes);
    write(this.#file('memory', 'memory.max_usage_in_bytes'), 0);
    write(this.#file('pids', 'pids.max'), readNumber(this.#file('pids', 'pids.current')) + tasks);
    writeIfThere(this.#file('cpu', 'cpu.shares'), SHARES.running);
    this.#cpuBefore = readNumber(this.#file('cpuacct', 'cpuacct.usage'));
    this.#refusedBefore = this.#refused();
  }

  cpuMs(): number {
    return (readNumber(this.#file('cpuacct', 'cpuacct.usage')) - this.#cpuBefore) / 1e6;
  }

  result(): CgroupResult {
    return {
      cpuMs: this.cpuMs(),
      peakBytes: Math.max(0, readNumber(this.#file('memory', 'memory.max_usage_in_bytes')) - this.#memoryBefore),
      oomKills: readKey(this.#file('memory', 'memory.oom_control'), 'oom_kill'),
      refusedTasks: this.#refused() - this.#refusedBefore,
    };
  }

  async remove(): Promise<void> {
    await Promise.all(CONTROLLERS.map((controller) => removeFolder(path.join(this.#root, controller, this.#name))));
  }

  #refused(): number {
    const file = this.#file('pids', 'pids.events');
    return existsSync(file) ? Number(/max (\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) : 0;
  }

  #file(controller: Controller, name: string): string {
    return path.join(this.#root, controller, this.#name, name);
  }
}
