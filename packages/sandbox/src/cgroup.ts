/**
 * Control groups, as far as a sandbox needs them: memory, tasks and CPU time of all that runs in it, in one place, and
 * exact. Version 1 and version 2 behind one interface; the folder where they are mounted is a parameter.
 */

export interface CgroupResult {
  readonly cpuMs: number;
  /** Beside what was in use when the job began; null where the kernel keeps no peak (version 2 before Linux 5.19). */
  readonly peakBytes: number | null;
  readonly oomKills: number;
  /** Starts of processes or threads that were refused. */
  readonly refusedTasks: number;
}

/** One sandbox's group. */
export interface Cgroup {
  /** Files to which a process writes its pid to join. */
  readonly joinFiles: readonly string[];
  /** Limits from now on, beside what is in use already; peak and CPU count from here. */
  beginJob(limits: { readonly memoryBytes: number; readonly tasks: number }): void;
  /** CPU time since `beginJob`. */
  cpuMs(): number;
  /** Figures since `beginJob`. */
  result(): CgroupResult;
  /** Ends whatever is still in the group, then removes it. Retries for a moment: the kernel lets go late. */
  remove(): Promise<void>;
}

export interface Cgroups {
  readonly version: 'v1' | 'v2';
  /** Throws, and leaves nothing, when the group cannot be made. */
  create(name: string): Cgroup;
  /** Ends and removes what earlier instances left when they were killed. */
  removeStale(isStale: (name: string) => boolean): Promise<void>;
}

/** Room of a sandbox that waits for its job. */
export const READY_LIMITS = { memoryBytes: 512 * 2 ** 20, tasks: 64 } as const;
