/**
 * The bubblewrap line. Own user, pid, ipc, net, uts and cgroup namespaces; a root that holds Python and nothing else,
 * read-only; /tmp and /dev/shm as bounded memory; no capability, no new privilege; the seccomp filter.
 *
 * bubblewrap itself is never started by root: uid 0 outside would stay behind uid 1000 inside.
 */
import { existsSync, realpathSync } from 'node:fs';
import type { SandboxProgram } from './program.ts';

export const BWRAP = '/usr/bin/bwrap';
export const PYTHON = '/usr/bin/python3';
export const SETPRIV = '/usr/bin/setpriv';
export const SHELL = '/bin/bash';

/** Descriptors in bubblewrap's process. 0 job, 1 and 2 diagnostics, 3 reply; files follow from FIRST_FILE on. */
export const FD = { reply: 3, seccomp: 4, status: 5, firstFile: 6 } as const;

/** All that the program sees of an environment. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  HOME: '/tmp',
  PATH: '/usr/bin',
  LANG: 'C.UTF-8',
  OPENBLAS_NUM_THREADS: '1',
  PYTHONHASHSEED: '0',
};

export interface BubblewrapOptions {
  readonly program: SandboxProgram;
  readonly tmpBytes: number;
  readonly shmBytes: number;
}

export function bubblewrapArgs({ program, tmpBytes, shmBytes }: BubblewrapOptions): string[] {
  const python = realpathSync(PYTHON);
  return [
    ...['--unshare-user', '--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
    ...['--uid', '1000', '--gid', '1000', '--hostname', 'sandbox'],
    ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--as-pid-1'],
    ...['--ro-bind', python, python],
    ...(python === PYTHON ? [] : ['--symlink', python, PYTHON]),
    ...['--ro-bind', '/usr/lib', '/usr/lib', '--symlink', 'usr/lib', '/lib'],
    // Where the dynamic loader lies on x86-64.
    ...(existsSync('/usr/lib64') ? ['--ro-bind', '/usr/lib64', '/usr/lib64', '--symlink', 'usr/lib64', '/lib64'] : []),
    ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
    // Debian's NumPy finds its BLAS through here.
    ...['--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--size', String(shmBytes), '--perms', '1777', '--tmpfs', '/dev/shm'],
    ...['--size', String(tmpBytes), '--perms', '1777', '--tmpfs', '/tmp'],
    ...program.files.flatMap((file, index) => [
      ...['--perms', '0444', '--ro-bind-data', String(FD.firstFile + index), file.path],
    ]),
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/tmp', '--clearenv'],
    ...Object.entries(ENVIRONMENT).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--seccomp', String(FD.seccomp), '--json-status-fd', String(FD.status)],
    '--',
    ...program.argv,
  ];
}
