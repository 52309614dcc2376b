/** Starts the processes of one sandbox: a shell, which becomes setpriv, which becomes bubblewrap, which runs PID 1. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { BWRAP, FD, SETPRIV, SHELL } from './bubblewrap.ts';
import type { Cgroup } from './cgroup.ts';
import { SandboxFault } from './faults.ts';
import { OWNER_VARIABLE, ownerName } from './owner.ts';
import type { SandboxProgram } from './program.ts';

export interface SandboxStart {
  readonly program: SandboxProgram;
  readonly bubblewrapArgs: readonly string[];
  readonly filter: string;
  readonly cgroup: Cgroup | null;
  /** The unprivileged user of this sandbox; null: the one that we are. */
  readonly uid: number | null;
}

/** The shell's process, with the program's files on their way. Throws a SandboxFault when it cannot be started. */
export function spawnSandbox(start: SandboxStart): ChildProcess {
  const { program, filter } = start;
  const seccomp = openSync(filter, 'r');
  let child: ChildProcess;
  try {
    child = spawn(SHELL, shellArgs(start), {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', [OWNER_VARIABLE]: ownerName() },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe', seccomp, 'pipe', ...program.files.map(() => 'pipe' as const)],
    });
  } catch (error) {
    throw new SandboxFault('no process can be started for a sandbox', { cause: error });
  } finally {
    closeSync(seccomp);
  }
  // Too many open files or processes leave a child without streams and with an error event to come.
  if (child.stdio === undefined) {
    child.once('error', () => {});
    throw new SandboxFault('no process can be started for a sandbox: too many processes or open files');
  }
  // A pipe whose reader is gone says so by an error event; the exit tells the story.
  for (const stream of child.stdio) stream?.on('error', () => {});
  for (const [index, file] of program.files.entries()) {
    (child.stdio[FD.firstFile + index] as Writable).end(file.content);
  }
  return child;
}

/**
 * bash -c script bash <last descriptor> <join files> -- command: joins the groups, closes what is not for the sandbox,
 * then becomes the command. Node hands on what it was started with, so that a descriptor that our own starter forgot
 * would be open to every submission; bash, unlike other shells, can close those above 9.
 */
function shellArgs({ program, bubblewrapArgs, cgroup, uid }: SandboxStart): string[] {
  const last = FD.firstFile + program.files.length - 1;
  const user = uid === null ? [] : ['--reuid', String(uid), '--regid', String(uid), '--clear-groups'];
  const command = [SETPRIV, ...user, '--no-new-privs', '--', BWRAP, ...bubblewrapArgs];
  return ['--noprofile', '--norc', '-c', LAUNCH, 'bash', String(last), ...(cgroup?.joinFiles ?? []), '--', ...command];
}

const LAUNCH = `
last=$1; shift
while [ "$1" != -- ]; do echo 0 > "$1" || exit 71; shift; done; shift
for file in /proc/$$/fd/*; do
  fd=\${file##*/}
  if [ "$fd" -gt "$last" ]; then eval "exec $fd>&-"; fi
done
exec "$@"`;
