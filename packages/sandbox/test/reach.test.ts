/** What a program can see, reach, and gain: nothing. One sandbox tries each kind of thing, each is asserted by itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loudCalls, openSandboxPool, type SandboxPool } from '../src/index.ts';
import { aJob, OPTIONS, printed } from './programs.ts';

let pool: SandboxPool;
let folder: string;
const servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-reach-'));
  pool = await openSandboxPool(OPTIONS);
});
afterAll(async () => {
  await pool.close();
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

const run = async (source: string) => printed(await pool.run(aJob(source)));

/** Tries statements, all in one sandbox. Answers are names of errors, or "OK" and what was given. */
async function tryAll(statements: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const source = `
import ctypes, errno, json, mmap, os, resource, signal, socket, time
libc = ctypes.CDLL(None, use_errno=True)
def sc(number, *args):
    result = libc.syscall(number, *args)
    if result < 0: raise OSError(ctypes.get_errno(), "refused")
    return result
def in_child(action):
    pid = os.fork()
    if pid == 0:
        try: action()
        except OSError as error: os._exit(error.errno)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code > 0: raise OSError(code, "refused")
    return code
sibling = os.fork()
if sibling == 0:
    signal.pause()
answers = {}
for name, statement in ${JSON.stringify(statements)}.items():
    try: answers[name] = "OK " + repr(eval(statement))[:200]
    except OSError as error: answers[name] = errno.errorcode[error.errno]
    except ValueError: answers[name] = "ValueError"
os.kill(sibling, 9)
print(json.dumps(answers))`;
  return JSON.parse(await run(source));
}

const each = (names: readonly string[], statement: (name: string) => string) =>
  Object.fromEntries(names.map((name) => [name, statement(name)]));

describe('the host’s files', () => {
  const unreadable = [
    ...[
      '/etc/passwd',
      '/etc/shadow',
      '/etc/hostname',
      '/root',
      '/home',
      '/var',
      '/sys',
      '/run',
      '/boot',
      '/opt',
      '/srv',
    ],
    ...['/proc/kcore', '/proc/kmsg', '/proc/1/mem'],
  ];
  const unwritable = [
    ...['/x', '/usr/x', '/usr/lib/x', '/usr/bin/python3', '/etc/x', '/dev/x', '/proc/x', '/lockstep/test.py'],
    ...['/proc/sys/kernel/hostname', '/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger', '/etc/ld.so.cache'],
  ];
  let read: Record<string, string>;
  let written: Record<string, string>;
  beforeAll(async () => {
    read = await tryAll(
      each(unreadable, (f) => `os.listdir("${f}") if os.path.isdir("${f}") else open("${f}", "rb").read(10)`),
    );
    written = await tryAll(each(unwritable, (f) => `os.write(os.open("${f}", os.O_WRONLY | os.O_CREAT), b"x")`));
  });

  it.each(unreadable)('%s cannot be read', (file) => {
    expect(read[file]).toMatch(/^(ENOENT|EACCES|EPERM|EIO)$/);
  });
  it.each(unwritable)('%s cannot be written', (file) => {
    expect(written[file]).toMatch(/^(EROFS|EACCES|EPERM|ENOENT)$/);
  });

  it('are not behind a link in /tmp', async () => {
    const answers = await tryAll({ link: 'os.symlink("/etc/shadow", "/tmp/l")', read: 'open("/tmp/l").read()' });
    expect(answers).toEqual({ link: 'OK None', read: 'ENOENT' });
  });

  it('are not behind /proc/1/root', async () => {
    const answers = await tryAll({ names: '",".join(sorted(os.listdir("/proc/1/root")))' });
    expect(answers.names).toMatch(/^(EACCES|OK 'dev,etc,lib,(lib64,)?lockstep,proc,tmp,usr')$/);
  });
});

describe('what comes along from the host', () => {
  it('is a known environment', async () => {
    const text = await run(
      'import os\nprint(sorted(os.environ), open("/proc/1/environ", "rb").read().count(b"LOCKSTEP"))',
    );
    expect(text).toMatch(
      /^\['HOME', 'LANG', ('LC_CTYPE', )?'OPENBLAS_NUM_THREADS', 'PATH', 'PWD', 'PYTHONHASHSEED'\] 0$/m,
    );
  });

  it('is no process and no program but Python', async () => {
    const text = await run(
      'import os\nprint(sorted(p for p in os.listdir("/proc") if p.isdigit()), sorted(os.listdir("/usr/bin")))',
    );
    expect(text).toMatch(/^\['1', '\d'\] \['python3', 'python3\.\d+'\]$/m);
  });

  it('is no name of the machine and no user', async () => {
    const answers = await tryAll({ host: 'os.uname().nodename', ids: 'os.getresuid() + os.getresgid()' });
    expect(answers).toEqual({ host: "OK 'sandbox'", ids: 'OK (1000, 1000, 1000, 1000, 1000, 1000)' });
  });
});

describe('the network', () => {
  const families = {
    TCP: 'socket.socket(socket.AF_INET)',
    'TCP over IPv6': 'socket.socket(socket.AF_INET6)',
    UDP: 'socket.socket(socket.AF_INET, socket.SOCK_DGRAM)',
    netlink: 'socket.socket(16, socket.SOCK_RAW, 0)',
    packet: 'socket.socket(17, 3, 0)',
    vsock: 'socket.socket(40, 1, 0)',
    bluetooth: 'socket.socket(31, 1, 0)',
    'kernel cryptography': 'socket.socket(38, 5, 0)',
  };
  let answers: Record<string, string>;
  beforeAll(async () => {
    answers = await tryAll(families);
  });

  it.each(Object.keys(families))('has no %s sockets', (name) => {
    expect(answers[name]).toBe('ENOSYS');
  });

  const listen = (where: string | { host: string; port: number }) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer((socket) => socket.end('secret'));
      servers.push(server);
      server.once('error', reject);
      server.listen(where, () => resolve(server));
    });

  it('does not reach a server on the host’s loopback', async () => {
    const address = (await listen({ host: '127.0.0.1', port: 0 })).address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await tryAll({ tcp: `socket.create_connection(("127.0.0.1", ${port}), 2)` })).toEqual({ tcp: 'ENOSYS' });
  });

  it('does not reach a unix socket in a folder of the host', async () => {
    const file = path.join(folder, 'host.sock');
    await listen(file);
    expect(await tryAll({ unix: `socket.socket(socket.AF_UNIX).connect("${file}")` })).toEqual({ unix: 'ENOENT' });
  });

  it('does not reach an abstract unix socket of the host', async () => {
    const name = `lockstep-reach-${process.pid}`;
    await listen(`\0${name}`);
    const unix = `socket.socket(socket.AF_UNIX).connect("\\0${name}")`;
    expect(await tryAll({ unix })).toEqual({ unix: 'ECONNREFUSED' });
  });

  it('unix sockets inside work', async () => {
    expect(await tryAll({ pair: '(lambda a, b: (a.send(b"x"), b.recv(1))[1])(*socket.socketpair())' })).toEqual({
      pair: "OK b'x'",
    });
  });
});

describe('forbidden calls', () => {
  const loud = loudCalls();
  const NEW_USER = 0x10000000;
  const numbers = process.arch === 'x64' ? { clone: 56, clone3: 435 } : { clone: 220, clone3: 435 };
  const call = (name: string, args: string) => `sc(${loud[name]}${args === '' ? '' : `, ${args}`})`;
  /** With arguments that would do harm where the call were allowed. */
  const calls: Readonly<Record<string, string>> = {
    'ptrace of a sibling': call('ptrace', '16, sibling, 0, 0'),
    'ptrace of PID 1': call('ptrace', '16, 1, 0, 0'),
    process_vm_readv: call('process_vm_readv', 'sibling, 0, 0, 0, 0, 0'),
    process_vm_writev: call('process_vm_writev', 'sibling, 0, 0, 0, 0, 0'),
    'unshare of users': call('unshare', String(NEW_USER)),
    'unshare of mounts': call('unshare', String(0x20000)),
    mount: call('mount', 'b"none", b"/tmp", b"tmpfs", 0, 0'),
    umount2: call('umount2', 'b"/tmp", 2'),
    pivot_root: call('pivot_root', 'b"/", b"/tmp"'),
    chroot: call('chroot', 'b"/tmp"'),
    setns: call('setns', '0, 0'),
    fsopen: call('fsopen', 'b"tmpfs", 0'),
    'clone of a user namespace': `sc(${numbers.clone}, ${NEW_USER + 17}, 0, 0, 0, 0)`,
    clone3: `sc(${numbers.clone3}, 0, 0)`,
    keyctl: call('keyctl', '0, -3, 0'),
    add_key: call('add_key', 'b"user", b"a", b"b", 1, -3'),
    bpf: call('bpf', '0, 0, 0'),
    userfaultfd: call('userfaultfd', '1'),
    perf_event_open: call('perf_event_open', '0, 0, -1, -1, 0'),
    io_uring_setup: call('io_uring_setup', '4, ctypes.create_string_buffer(200)'),
    reboot: call('reboot', '0xfee1dead, 672274793, 0, 0'),
    sethostname: call('sethostname', 'b"x", 1'),
    syslog: call('syslog', '2, 0, 0'),
    open_by_handle_at: call('open_by_handle_at', '0, 0, 0'),
    pidfd_getfd: call('pidfd_getfd', 'os.pidfd_open(sibling), 0, 0'),
  };
  const silent: Readonly<Record<string, string>> = {
    setuid: 'os.setuid(0)',
    'a device node': 'os.mknod("/tmp/m", 0o60600, os.makedev(254, 0))',
    'real-time scheduling': 'os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))',
    'a better nice': 'os.nice(-5)',
    'scheduling of another process': 'os.sched_setaffinity(sibling, {0})',
    'limits of another process': 'resource.prlimit(sibling, resource.RLIMIT_CPU, (1, 1))',
    'nice of another process': 'os.setpriority(os.PRIO_PROCESS, sibling, 5)',
    'nice of everybody': 'os.setpriority(os.PRIO_USER, 0, 5)',
    personality: `sc(${process.arch === 'x64' ? 135 : 92}, 0x0040000)`,
    'a signal to the host': `os.kill(${process.pid}, 0)`,
    'a better chance than others when memory runs out':
      'os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-999")',
  };
  let answers: Record<string, string>;
  beforeAll(async () => {
    answers = await tryAll({ ...calls, ...silent });
  });

  it.each(Object.keys(calls))('%s is refused by the filter', (name) => {
    expect(answers[name]).toBe('ENOSYS');
  });
  it.each(Object.keys(silent))('%s is refused', (name) => {
    expect(answers[name]).toMatch(/^(EPERM|EINVAL|ESRCH|EACCES)$/);
  });

  it('are all of the loud set, whatever the arguments', async () => {
    const tried = await tryAll(each(Object.keys(loud), (name) => call(name, '')));
    expect(new Set(Object.values(tried))).toEqual(new Set(['ENOSYS']));
  });

  const SIGSYS = 31;
  it.each(
    process.arch === 'x64'
      ? [
          ['x32', 'sc(0x40000000 | 39)', [SIGSYS]],
          // Without 32-bit emulation the instruction itself faults (SIGSEGV).
          [
            'i386',
            '(lambda m: (m.write(bytes.fromhex("b814000000cd80c3")), ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()))(mmap.mmap(-1, 4096, prot=7))',
            [SIGSYS, 11],
          ],
        ]
      : [['32-bit', 'os.kill(os.getpid(), 31)', [SIGSYS]]],
  )('calls through the %s door end the process', async (_name, statement, signals) => {
    const answer = (await tryAll({ door: `in_child(lambda: ${statement})` })).door;
    expect(signals.map((signal) => `OK -${signal}`)).toContain(answer);
  });

  it('what honest programs need is allowed', async () => {
    const answers = await tryAll({
      memfd: 'os.write(os.memfd_create("a"), b"xy")',
      threads: '__import__("concurrent.futures").futures.ThreadPoolExecutor(2).submit(lambda: 1).result()',
      processes:
        '(lambda c, p: (p.start(), p.join(), p.exitcode)[2])(None, __import__("multiprocessing").Process(target=int))',
      script:
        '(open("/tmp/s", "w").write("#!/usr/bin/python3\\nprint(1)"), os.chmod("/tmp/s", 0o755), __import__("subprocess").run("/tmp/s", capture_output=True).stdout)[2]',
      'a lower limit': 'resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))',
      'own processors': 'os.sched_setaffinity(0, os.sched_getaffinity(0))',
      semaphore: '__import__("multiprocessing").Lock().acquire()',
    });
    expect(answers).toEqual({
      memfd: 'OK 2',
      threads: 'OK 1',
      processes: 'OK 0',
      script: "OK b'1\\n'",
      'a lower limit': 'OK None',
      'own processors': 'OK None',
      semaphore: 'OK True',
    });
  });
});

it('what one job leaves in /tmp and /dev/shm, the next does not find', async () => {
  await run('open("/tmp/left", "w").write("x"); open("/dev/shm/left", "w").write("x")');
  expect(await run('import os\nprint(os.listdir("/tmp"), os.listdir("/dev/shm"))')).toBe('[] []\n');
});
