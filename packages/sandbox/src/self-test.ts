/**
 * The sandbox proves itself before it is used: a probe runs in the very same bubblewrap line and tries what must not
 * work. A protection that is missing, or a probe that does not answer, means that no submission is run.
 */
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { BWRAP, ENVIRONMENT, PYTHON, SETPRIV, SHELL } from './bubblewrap.ts';
import { type MissingProtection, SandboxUnfit } from './faults.ts';
import { Finding } from './finding.ts';
import type { SandboxProgram } from './program.ts';
import { remedyForFinding, startFailure } from './remedies.ts';
import type { Sandbox, SandboxRun } from './sandbox-process.ts';
import { loudCalls, type Machine, machineOf } from './seccomp.ts';

const PROBE = path.resolve(import.meta.dirname, '../python/probe.py');
const INSIDE = '/lockstep/probe.py';

/** Fewer findings than these mean that the probe did not do its work. */
const Record = z.object({ kind: z.literal('record'), findings: z.array(Finding).min(80) });

/** The probe as a program for the sandbox that is to be proved. */
export function probeProgram(): SandboxProgram {
  return {
    files: [{ path: INSIDE, content: readFileSync(PROBE, 'utf8') }],
    argv: [PYTHON, '-I', '-B', INSIDE],
  };
}

/** What must be installed before anything can be proved. Throws SandboxUnfit. */
export function checkPrerequisites(isThere: (file: string) => boolean = existsSync): void {
  const missing = [
    { file: BWRAP, protection: 'bubblewrap', debianPackage: 'bubblewrap' },
    { file: PYTHON, protection: 'Python 3', debianPackage: 'python3' },
    { file: SETPRIV, protection: 'setpriv', debianPackage: 'util-linux' },
    { file: SHELL, protection: 'bash', debianPackage: 'bash' },
  ].filter(({ file }) => !isThere(file));
  if (missing.length === 0) return;
  throw new SandboxUnfit(
    missing.map(({ file, protection, debianPackage }) => ({
      protection,
      detail: `${file} is not there`,
      remedy: `Install it: apt-get install ${debianPackage}`,
    })),
  );
}

export interface SelfTestOptions {
  readonly tmpBytes: number;
  readonly shmBytes: number;
  /** Whether a control group limits memory and tasks and counts CPU time: then the limits are tried. */
  readonly cgroups: boolean;
}

const MEMORY_BYTES = 64 * 2 ** 20;
const TASKS = 16;

/** What the self-test needs of a sandbox. */
export type Provable = Pick<Sandbox, 'ready' | 'hostUid' | 'run'>;

/** Runs the probe in `sandbox`, which must have been started with `probeProgram()`. Throws SandboxUnfit. */
export async function selfTest(sandbox: Provable, options: SelfTestOptions): Promise<void> {
  try {
    await sandbox.ready;
  } catch (error) {
    throw new SandboxUnfit([startFailure(error instanceof Error ? error.message : String(error))]);
  }
  const uid = sandbox.hostUid();
  const run = await sandbox.run({
    line: JSON.stringify(probeJob(options)),
    wallMs: 60_000,
    cpuMs: 60_000,
    memoryBytes: MEMORY_BYTES,
    tasks: TASKS,
    maxReplyBytes: 262_144,
  });
  const missing: MissingProtection[] = [...findingsOf(run), ...hostFindings(run, uid, options)]
    .filter(({ holds }) => !holds)
    .map((finding) => ({
      protection: finding.protection,
      detail: `seen: ${finding.seen}`,
      remedy: remedyForFinding(finding.group),
    }));
  if (missing.length > 0) throw new SandboxUnfit(missing);
}

function findingsOf(run: SandboxRun): readonly Finding[] {
  const parsed = Record.safeParse(parse(run.record));
  if (parsed.success) return parsed.data.findings;
  const how = `killed by the host for: ${run.killedBy}, exit ${run.exit.code ?? run.exit.signal}`;
  throw new SandboxUnfit([
    {
      protection: 'the self-test',
      detail: `the probe did not answer as it should: ${how}. ${run.diagnostics.trim()}`,
      remedy: 'Start again; if it stays, the message is Python’s or the kernel’s own.',
    },
  ]);
}

/** What only the host can tell. */
function hostFindings(run: SandboxRun, uid: number | null, { cgroups }: SelfTestOptions): Finding[] {
  const findings: Finding[] = [
    {
      group: 'privileges',
      protection: 'an unprivileged user on the host',
      holds: uid !== null && uid > 0,
      seen: `uid ${uid}`,
    },
  ];
  if (!cgroups) return findings;
  const limit = (protection: string, holds: boolean, seen: string) =>
    findings.push({ group: 'limits', protection, holds, seen });
  limit('the kernel tells of a process that it ended for want of memory', run.oomKills > 0, `${run.oomKills} kills`);
  limit('the kernel tells of refused tasks', run.pidsRefused > 0, `${run.pidsRefused} refused`);
  limit('CPU time is counted', run.cpuMs !== null && run.cpuMs > 0, `${run.cpuMs} ms`);
  return findings;
}

type ProbedCall = readonly [name: string, number: number, args: readonly number[], expected: string];

/**
 * Every loud call, and a few that the filter refuses in silence. The error tells the filter's refusal from the kernel's:
 * without the filter each gives another one, or works.
 */
function probedCalls(machine: Machine): ProbedCall[] {
  const zeros = [0, 0, 0, 0, 0];
  const SIGCHLD = 17;
  const newNamespaces = {
    CGROUP: 0x02000000,
    IPC: 0x08000000,
    NET: 0x40000000,
    NS: 0x20000,
    PID: 0x20000000,
    USER: 0x10000000,
    UTS: 0x04000000,
  };
  const numbers = {
    x86_64: { clone: 56, clone3: 435, personality: 135, prlimit64: 302, shmget: 29 },
    aarch64: { clone: 220, clone3: 435, personality: 92, prlimit64: 261, shmget: 194 },
  }[machine];
  return [
    ...Object.entries(loudCalls(machine)).map(([name, number]): ProbedCall => [name, number, zeros, 'ENOSYS']),
    ...Object.entries(newNamespaces).map(
      ([name, flag]): ProbedCall => [`clone(CLONE_NEW${name})`, numbers.clone, [flag + SIGCHLD, 0, 0, 0, 0], 'ENOSYS'],
    ),
    ['clone3', numbers.clone3, zeros, 'ENOSYS'],
    ['personality', numbers.personality, [0xffffffff], 'EPERM'],
    ['prlimit of another process', numbers.prlimit64, [1, 0, 0, 0], 'EPERM'],
    ['shmget', numbers.shmget, [0, 4096, 0o1600], 'EPERM'],
  ];
}

function probeJob({ tmpBytes, shmBytes, cgroups }: SelfTestOptions): object {
  const machine = machineOf();
  const namespaces = ['user', 'pid', 'ipc', 'net', 'uts', 'mnt', 'cgroup'];
  return {
    calls: probedCalls(machine),
    seccompCall: { x86_64: 317, aarch64: 277 }[machine],
    namespaces: Object.fromEntries(namespaces.map((name) => [name, readlinkSync(`/proc/self/ns/${name}`)])),
    unreadable: ['/etc/passwd', '/etc/shadow', '/root', '/home', '/sys', '/var', '/run', '/proc/kcore', '/proc/kmsg'],
    unwritable: [
      ...['/x', '/usr/x', '/usr/lib/x', '/etc/x', '/dev/x', '/lockstep/x', INSIDE, PYTHON],
      ...['/proc/sys/kernel/hostname', '/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger'],
    ],
    bounded: { '/tmp': tmpBytes, '/dev/shm': shmBytes },
    environment: [...Object.keys(ENVIRONMENT), 'PWD', 'LC_CTYPE'],
    limits: cgroups ? { memoryBytes: MEMORY_BYTES, tasks: TASKS } : null,
  };
}

function parse(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
