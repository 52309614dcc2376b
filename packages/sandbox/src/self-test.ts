/**
 * The sandbox proves itself before it is used: a probe runs in the very same bubblewrap line and tries what must not
 * work. A protection that is missing, or a probe that does not answer, means that no submission is run.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { BWRAP, ENVIRONMENT, FD, PYTHON, SETPRIV } from './bubblewrap.ts';
import { type MissingProtection, SandboxUnfit } from './faults.ts';
import type { SandboxProgram } from './program.ts';
import type { Sandbox } from './sandbox-process.ts';
import { loudCalls, machineOf } from './seccomp.ts';

const PROBE = path.resolve(import.meta.dirname, '../python/probe.py');
const INSIDE = '/lockstep/probe.py';

const Record = z.object({
  kind: z.literal('record'),
  findings: z.array(z.tuple([z.string(), z.boolean(), z.string()])).min(20),
});

/** The probe as a program for the sandbox that is to be proved. */
export function probeProgram(): SandboxProgram {
  return {
    files: [{ path: INSIDE, content: readFileSync(PROBE, 'utf8') }],
    argv: [PYTHON, '-I', '-B', INSIDE],
  };
}

/** What must be installed before anything can be proved. Throws SandboxUnfit. */
export function checkPrerequisites(): void {
  const missing: MissingProtection[] = [];
  const need = (file: string, name: string, debianPackage: string) => {
    if (existsSync(file)) return;
    const remedy = `Install it: apt-get install ${debianPackage}`;
    missing.push({ protection: name, detail: `${file} is not there`, remedy });
  };
  need(BWRAP, 'bubblewrap', 'bubblewrap');
  need(PYTHON, 'Python 3', 'python3');
  if (process.getuid?.() === 0) need(SETPRIV, 'setpriv', 'util-linux');
  if (missing.length > 0) throw new SandboxUnfit(missing);
}

export interface SelfTestOptions {
  readonly tmpBytes: number;
  readonly shmBytes: number;
  /** Whether a control group limits memory: then the limit is tried. */
  readonly cgroups: boolean;
}

const MEMORY_BYTES = 64 * 2 ** 20;

/** Runs the probe in `sandbox`, which must have been started with `probeProgram()`. Throws SandboxUnfit. */
export async function selfTest(sandbox: Sandbox, options: SelfTestOptions): Promise<void> {
  try {
    await sandbox.ready;
  } catch (error) {
    throw new SandboxUnfit([startFailure(error instanceof Error ? error.message : String(error))]);
  }
  const uid = sandbox.hostUid();
  const run = await sandbox.run({
    line: JSON.stringify(probeJob(options)),
    wallMs: 20_000,
    cpuMs: 20_000,
    memoryBytes: MEMORY_BYTES,
    tasks: 16,
    maxReplyBytes: 65_536,
  });
  const parsed = Record.safeParse(run.record === null ? null : JSON.parse(run.record));
  if (!parsed.success) {
    const detail = `the probe did not answer: ${run.killedBy ?? ''} ${run.diagnostics.trim()}`;
    throw new SandboxUnfit([{ protection: 'the self-test', detail, remedy: 'Start again; if it stays, report it.' }]);
  }
  const missing = parsed.data.findings.filter(([, holds]) => !holds);
  if (uid === null || uid === 0 || Number.isNaN(uid)) missing.push(['not root on the host', false, `uid ${uid}`]);
  if (options.cgroups && run.oomKills === 0) missing.push(['the memory limit holds', false, 'nothing was killed']);
  if (missing.length === 0) return;
  throw new SandboxUnfit(
    missing.map(([protection, , detail]) => ({
      protection,
      detail: `seen: ${detail}`,
      remedy: 'Is /usr/bin/bwrap the distribution’s own, and the kernel 5.10 or newer with seccomp?',
    })),
  );
}

/** Calls tried beside the loud set: allowed ones with arguments that must be refused. */
function probeJob({ tmpBytes, shmBytes, cgroups }: SelfTestOptions): object {
  const machine = machineOf();
  const clone = machine === 'x86_64' ? 56 : 220;
  const clone3 = 435;
  const CLONE_NEWUSER = 0x10000000;
  const SIGCHLD = 17;
  return {
    calls: { ...loudCalls(machine), clone, clone3 },
    seccompCall: machine === 'x86_64' ? 317 : 277,
    args: { clone: [CLONE_NEWUSER + SIGCHLD, 0, 0, 0, 0] },
    tmpBytes,
    shmBytes,
    environment: [...Object.keys(ENVIRONMENT), 'PWD', 'LC_CTYPE'],
    maxDescriptor: FD.reply + 1,
    memoryBytes: cgroups ? MEMORY_BYTES : 0,
  };
}

function startFailure(detail: string): MissingProtection {
  const protection = 'user namespaces';
  if (/setting up uid map|Creating new namespace|No permissions to create|Operation not permitted/i.test(detail)) {
    return {
      protection,
      detail,
      remedy:
        'Unprivileged user namespaces are refused here. Ubuntu 24.04: give /usr/bin/bwrap an AppArmor profile with "userns," ' +
        'or set sysctl kernel.apparmor_restrict_unprivileged_userns=0. Debian: sysctl kernel.unprivileged_userns_clone=1. ' +
        'Docker: see the grader in docker-compose.yml (seccomp, apparmor, systempaths).',
    };
  }
  return { protection: 'bubblewrap starts', detail, remedy: 'The message is bubblewrap’s or Python’s own.' };
}
