/** Starts sandboxes, each with a user and a control group of its own, and gives both back when nothing of it is left. */
import { bubblewrapArgs } from './bubblewrap.ts';
import type { Cgroups } from './cgroup.ts';
import { nameOfOurs } from './owner.ts';
import type { SandboxProgram } from './program.ts';
import { Sandbox } from './sandbox-process.ts';
import type { UserIds } from './user-ids.ts';

export interface StarterOptions {
  readonly tmpBytes: number;
  readonly shmBytes: number;
  /** Path of the seccomp filter. */
  readonly filter: string;
  /** Changes bubblewrap's arguments; what tests of the self-test weaken. */
  readonly changeArgs: (args: readonly string[]) => readonly string[];
  readonly cgroups: Cgroups | null;
  readonly userIds: UserIds;
}

export class Starter {
  readonly #options: StarterOptions;
  /** In the names of groups, which must differ between the pools of this process too. */
  readonly #series: string;
  #started = 0;

  constructor(options: StarterOptions, series: string) {
    this.#options = options;
    this.#series = series;
  }

  /** Throws a SandboxFault when there is no user, group or process to be had; nothing of it is left then. */
  start(program: SandboxProgram): Sandbox {
    const { tmpBytes, shmBytes, filter, changeArgs, cgroups, userIds } = this.#options;
    const uid = userIds.take();
    const giveBack = () => {
      if (uid !== null) userIds.free(uid);
    };
    this.#started += 1;
    let cgroup: ReturnType<Cgroups['create']> | null = null;
    try {
      cgroup = cgroups?.create(nameOfOurs(`${this.#series}-${this.#started}`)) ?? null;
      const args = changeArgs(bubblewrapArgs({ program, tmpBytes, shmBytes }));
      const sandbox = new Sandbox({ program, bubblewrapArgs: args, filter, cgroup, uid });
      void sandbox.gone.then(giveBack);
      return sandbox;
    } catch (error) {
      if (cgroup === null) giveBack();
      else void cgroup.remove().then(giveBack);
      throw error;
    }
  }
}
