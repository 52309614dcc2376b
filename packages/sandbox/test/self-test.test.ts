/** The self-test fails closed: whatever protection is taken away, it is missed by name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cgroups } from '../src/cgroup.ts';
import { SandboxUnfit } from '../src/index.ts';
import { openWeakenedPool, type Weakening } from '../src/open-pool.ts';
import { startFailure } from '../src/remedies.ts';
import type { SandboxRun } from '../src/sandbox-process.ts';
import { filterPath, machineOf } from '../src/seccomp.ts';
import { checkPrerequisites, probeProgram, selfTest } from '../src/self-test.ts';
import { Starter } from '../src/starter.ts';
import { ourselves } from '../src/user-ids.ts';
import { OPTIONS } from './programs.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-self-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The names of the protections that are missed. */
async function missing(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SandboxUnfit);
  const unfit = error as SandboxUnfit;
  for (const { protection, remedy } of unfit.missing) {
    expect(remedy).not.toBe('');
    expect(unfit.message).toContain(protection);
  }
  return unfit.missing.map(({ protection }) => protection);
}

async function opened(weakening: Weakening): Promise<void> {
  const pool = await openWeakenedPool({ ...OPTIONS, size: 0 }, weakening);
  await pool.close();
}

type Args = readonly string[];
const without =
  (...words: string[]) =>
  (args: Args): Args => {
    const at = args.findIndex((_, index) => words.every((word, offset) => args[index + offset] === word));
    if (at < 0) throw new Error(`not in the line: ${words.join(' ')}`);
    return args.toSpliced(at, words.length);
  };
/** Before the root becomes read-only. */
const withMore =
  (...words: string[]) =>
  (args: Args): Args =>
    args.toSpliced(args.indexOf('--remount-ro'), 0, ...words);
const withVariable =
  (name: string) =>
  (args: Args): Args =>
    args.toSpliced(args.indexOf('--seccomp'), 0, '--setenv', name, 'x');
const both =
  (first: (args: Args) => Args, second: (args: Args) => Args) =>
  (args: Args): Args =>
    second(first(args));

it('passes with nothing taken away', async () => {
  await opened({});
});

it.each<[string, (args: Args) => Args, readonly string[]]>([
  ['the network is shared', without('--unshare-net'), ['a net namespace of its own']],
  ['System V and POSIX queues are shared', without('--unshare-ipc'), ['a ipc namespace of its own']],
  ['control groups are visible', without('--unshare-cgroup-try'), ['a cgroup namespace of its own']],
  [
    'the name of the machine is shared',
    both(without('--unshare-uts'), without('--hostname', 'sandbox')),
    ['a uts namespace of its own'],
  ],
  [
    'processes of the host are visible',
    both(without('--unshare-pid'), without('--as-pid-1')),
    ['a pid namespace of its own', 'no process of the host is visible'],
  ],
  ['/etc of the host is bound', withMore('--ro-bind', '/etc', '/etc'), ['/etc/passwd cannot be read']],
  ['/sys of the host is bound', withMore('--ro-bind', '/sys', '/sys'), ['/sys cannot be read']],
  ['the root stays writable', without('--remount-ro', '/'), ['/x cannot be written']],
  ['/dev stays writable', without('--remount-ro', '/dev'), ['/dev/x cannot be written']],
  ['/tmp has no bound', without('--size', String(OPTIONS.tmpBytes)), ['/dev/shm is bounded']],
  ['a variable of the host is set', withVariable('SECRET'), ["the host's environment is not visible"]],
  ['capabilities are left', withMore('--cap-add', 'CAP_NET_ADMIN'), ['no capabilities (CapEff)']],
  ['the user inside is root', both(without('--uid', '1000'), withMore('--uid', '0')), ['not root']],
  [
    'there is no filter',
    without('--seccomp', '4'),
    ['a seccomp filter', 'ptrace is refused', 'no descriptor but 0 to 3'],
  ],
])('misses it when %s', async (_name, changeArgs, expected) => {
  expect(await missing(opened({ changeArgs }))).toEqual(expect.arrayContaining([...expected]));
});

it('misses every call that a filter lets through', async () => {
  const filter = path.join(folder, 'allow.bpf');
  // One instruction: return SECCOMP_RET_ALLOW.
  writeFileSync(filter, Buffer.from([0x06, 0, 0, 0, 0, 0, 0xff, 0x7f]));
  const names = await missing(opened({ filter }));
  for (const name of [
    'ptrace',
    'unshare',
    'mount',
    'keyctl',
    'bpf',
    'io_uring_setup',
    'userfaultfd',
    'perf_event_open',
  ]) {
    expect(names).toContain(`${name} is refused`);
  }
  for (const name of ['clone(CLONE_NEWUSER) is refused', 'clone3 is refused', 'AF_INET sockets are refused']) {
    expect(names).toContain(name);
  }
});

it('misses the listener that a filter does not let a supervisor install', async () => {
  const filter = path.join(folder, 'no-listener.bpf');
  const instruction = (code: number, whenTrue: number, whenFalse: number, value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt16LE(code, 0);
    bytes.writeUInt8(whenTrue, 2);
    bytes.writeUInt8(whenFalse, 3);
    bytes.writeUInt32LE(value, 4);
    return bytes;
  };
  const seccomp = { x86_64: 317, aarch64: 277 }[machineOf()];
  // The call's number; if it is seccomp, return ERRNO(EPERM); return ALLOW.
  const program = [
    instruction(0x20, 0, 0, 0),
    instruction(0x15, 0, 1, seccomp),
    instruction(0x06, 0, 0, 0x00050001),
    instruction(0x06, 0, 0, 0x7fff0000),
  ];
  writeFileSync(filter, Buffer.concat(program));
  expect(await missing(opened({ filter }))).toContain('forbidden calls can be watched by a seccomp listener');
});

it('says so when the line does not start at all', async () => {
  const changeArgs = (args: Args) => ['--no-such-option', ...args];
  expect(await missing(opened({ changeArgs }))).toEqual(['a sandbox that starts']);
});

it('misses limits of a control group that do not take', async () => {
  const none: Cgroups = {
    version: 'v2',
    create: () => ({
      joinFiles: [],
      beginJob: () => {},
      cpuMs: () => 0,
      result: () => ({ cpuMs: 0, peakBytes: 0, oomKills: 0, refusedTasks: 0 }),
      remove: () => Promise.resolve(),
    }),
    removeStale: () => Promise.resolve(),
  };
  const { tmpBytes, shmBytes } = OPTIONS;
  const uid = process.getuid?.() === 0 ? 60_999 : null;
  const starter = new Starter(
    {
      tmpBytes,
      shmBytes,
      filter: filterPath(machineOf()),
      changeArgs: (args) => args,
      cgroups: none,
      userIds: { ...ourselves(), take: () => uid },
    },
    'test',
  );
  const probe = starter.start(probeProgram());
  expect((await missing(selfTest(probe, { tmpBytes, shmBytes, cgroups: true }))).sort()).toEqual([
    'CPU time is counted',
    'the kernel tells of a process that it ended for want of memory',
    'the kernel tells of refused tasks',
    'the limit on memory',
    'the limit on tasks',
  ]);
  probe.kill(null);
  await probe.gone;
});

describe('of a probe that is not what it should be', () => {
  const finding = { group: 'files', protection: 'a thing', holds: true, seen: '' };
  const good = JSON.stringify({ kind: 'record', findings: Array.from({ length: 80 }, () => finding) });
  const answer = (record: string | null, uid: number | null) => ({
    ready: Promise.resolve(),
    hostUid: () => uid,
    run: (): Promise<SandboxRun> =>
      Promise.resolve({
        ...{ record, ready: {}, exit: { code: 0, signal: null }, killedBy: null, oomKills: 0, pidsRefused: 0 },
        ...{ cpuMs: null, peakBytes: null, wallMs: 1, diagnostics: '' },
      }),
  });
  const options = { tmpBytes: 1, shmBytes: 1, cgroups: false };

  it('nothing is believed but a full record', async () => {
    await selfTest(answer(good, 61_000), options);
    for (const record of [null, '', 'garbage', '{}', '{"kind":"record","findings":[]}', good.replace('true', '1')]) {
      expect(await missing(selfTest(answer(record, 61_000), options))).toEqual(['the self-test']);
    }
  });

  it('a user who is root on the host, or unknown, is missed', async () => {
    for (const uid of [0, null, Number.NaN]) {
      expect(await missing(selfTest(answer(good, uid), options))).toEqual(['an unprivileged user on the host']);
    }
  });
});

describe('remedies', () => {
  it('names the Debian package of what is not installed', () => {
    const check = () => checkPrerequisites((file) => file !== '/usr/bin/bwrap');
    expect(check).toThrow(SandboxUnfit);
    expect(check).toThrow(/bubblewrap .*apt-get install bubblewrap/);
    expect(() => checkPrerequisites(() => true)).not.toThrow();
  });

  it.each([
    ['bwrap: setting up uid map: Permission denied', 'user namespaces', 'AppArmor'],
    ['bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted', 'user namespaces', 'userns'],
    ['bwrap: Creating new namespace failed: Operation not permitted', 'user namespaces', 'docker-compose.yml'],
    ['bwrap: No permissions to create new namespace', 'user namespaces', 'unprivileged_userns_clone'],
    ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", 'a /proc of its own', 'systempaths'],
    ['bwrap: Unknown option --size', 'bubblewrap 0.7 or newer', 'Ubuntu 24.04'],
    ['bwrap: prctl(PR_SET_SECCOMP): Invalid argument', 'a seccomp filter', 'CONFIG_SECCOMP_FILTER'],
    ['setpriv: setresuid failed: Operation not permitted', 'an unprivileged user on the host', 'SETUID'],
    ['bash: line 2: /sys/fs/cgroup/x/cgroup.procs: Permission denied', 'a control group of its own', 'delegate'],
    ['Traceback (most recent call last)', 'a sandbox that starts', 'Python'],
  ])('%s: %s', (detail, protection, remedy) => {
    const failure = startFailure(detail);
    expect(failure).toMatchObject({ protection, detail });
    expect(failure.remedy).toContain(remedy);
  });
});
