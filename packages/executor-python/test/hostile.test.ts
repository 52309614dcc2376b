import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS, openTestRunner, returned, type TestRunner } from './runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await openTestRunner();
});
afterAll(() => runner.close());

/** Whatever happened before, the next program is judged as if nothing had been. */
async function stillWorks(): Promise<void> {
  expect(returned(await runner.run('def main(): return 42\n'))).toBe(42);
}

const SYSCALL =
  'import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\ndef call(n, *a):\n    r = libc.syscall(n, *a)\n    return r if r >= 0 else -ctypes.get_errno()\n';

describe('limits', () => {
  const limited = (source: string, limits: Partial<typeof LIMITS>) =>
    runner.run(source, { limits: { ...LIMITS, ...limits } });

  it('wall time: a program that sleeps and ignores signals is ended', async () => {
    const source =
      'import signal, time\ndef main():\n    for s in range(1, 32):\n        try: signal.signal(s, signal.SIG_IGN)\n        except OSError: pass\n    time.sleep(1000)\n';
    expect((await limited(source, { wallMs: 300 })).ending).toEqual({ kind: 'killed', limit: 'wall' });
  });

  it('CPU time is that of all processes together', async () => {
    const source =
      'from multiprocessing import Process\ndef spin():\n    while True: pass\ndef main():\n    for _ in range(6): Process(target=spin).start()\n';
    expect((await limited(source, { cpuMs: 500 })).ending).toEqual({ kind: 'killed', limit: 'cpu' });
  });

  it('memory of one process', async () => {
    const source = 'def main():\n    a = []\n    while True: a.append(bytearray(8 << 20))\n';
    const run = await limited(source, { memoryBytes: 64 * 2 ** 20 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'memory' });
  });

  it('memory of many small processes together', async () => {
    const source =
      'import time\nfrom multiprocessing import Process\ndef eat():\n    b = bytearray(b"x") * (30 << 20)\n    time.sleep(30)\ndef main():\n    ps = [Process(target=eat) for _ in range(8)]\n    [p.start() for p in ps]\n    [p.join() for p in ps]\n    return 1\n';
    const run = await limited(source, { memoryBytes: 100 * 2 ** 20, wallMs: 8_000 });
    expect(run.ending.kind === 'killed' ? run.ending.limit : run.limitsReached).toSatisfy(
      (seen: unknown) =>
        seen === 'memory' ||
        (Array.isArray(seen) && seen.includes('memory')) ||
        (seen === 'wall' && run.limitsReached.includes('memory')),
    );
  });

  it('output of all processes together', async () => {
    const source =
      'from multiprocessing import Process\ndef flood():\n    for _ in range(100000): print("y" * 100)\ndef main():\n    p = Process(target=flood); p.start(); p.join()\n    return 1\n';
    expect((await limited(source, { outputBytes: 10_000 })).ending).toEqual({ kind: 'killed', limit: 'output' });
  });

  it('output that ends before anybody looked', async () => {
    const run = await limited('def main():\n    print("y" * 20000)\n', { outputBytes: 10_000 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'output' });
  });

  it('processes alive together, children of children included', async () => {
    const source =
      'import time\nfrom multiprocessing import Process\ndef nest(n):\n    if n: \n        p = Process(target=nest, args=(n - 1,)); p.start(); p.join()\ndef main():\n    nest(6)\n    return 1\n';
    expect((await limited(source, { processes: 4 })).limitsReached).toContain('processes');
    expect((await limited(source, { processes: 6 })).limitsReached).toEqual([]);
  });
});

describe('bombs', () => {
  it.each([
    ['a fork bomb', 'import os\ndef main():\n    while True:\n        try: os.fork()\n        except OSError: pass\n'],
    [
      'a thread bomb',
      'import threading, time\ndef main():\n    while True:\n        try: threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()\n        except RuntimeError: pass\n',
    ],
    [
      'spinners',
      'from multiprocessing import Process\ndef spin():\n    while True: pass\ndef main():\n    for _ in range(20):\n        try: Process(target=spin).start()\n        except OSError: pass\n',
    ],
  ])('%s costs its own run only', async (_name, source) => {
    const run = await runner.run(source, { limits: { ...LIMITS, wallMs: 1_500, cpuMs: 3_000 } });
    expect(run.ending.kind).toBe('killed');
    await stillWorks();
  });

  it.each([
    ['/tmp', 'tmp'],
    ['/dev/shm', 'shm'],
  ])('filling %s meets its size', async (folder) => {
    const run = await runner.run(
      `def main():\n    n = 0\n    try:\n        for i in range(1000):\n            with open("${folder}/f%d" % i, "wb") as f: f.write(b"x" * (1 << 20))\n            n += 1\n    except OSError as e: return [n, e.errno]\n`,
    );
    const [written, errno] = returned(run) as [number, number];
    expect(written).toBeLessThanOrEqual(64);
    expect(errno).toBe(28);
  });

  it('one large file meets its limit', async () => {
    const run = await runner.run(
      'import signal\ndef main():\n    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n    try: open("/tmp/big", "wb").write(b"x" * (40 << 20))\n    except OSError as e: return e.errno\n',
    );
    expect(returned(run)).toBe(27);
  });
});

describe('forbidden system calls are refused and recorded', () => {
  it.each([
    ['ptrace', 101, [16, 1, 0, 0]],
    ['process_vm_readv', 310, [1, 0, 0, 0, 0, 0]],
    ['unshare', 272, [0x10000000]],
    ['setns', 308, [0, 0]],
    ['mount', 165, [0, 0, 0, 0, 0]],
    ['umount2', 166, [0, 2]],
    ['pivot_root', 155, [0, 0]],
    ['fsopen', 430, [0, 0]],
    ['keyctl', 250, [0, -3, 0]],
    ['add_key', 248, [0, 0, 0, 1, -3]],
    ['bpf', 321, [0, 0, 0]],
    ['userfaultfd', 323, [1]],
    ['perf_event_open', 298, [0, 0, -1, -1, 0]],
    ['io_uring_setup', 425, [4, 0]],
    ['open_by_handle_at', 304, [0, 0, 0]],
    ['sethostname', 170, [0, 1]],
    ['syslog', 103, [2, 0, 0]],
    ['pidfd_getfd', 438, [0, 0, 0]],
    ['clone into a new namespace', 56, [0x10000011, 0, 0, 0, 0]],
  ] as const)('%s', async (name, number, args) => {
    const run = await runner.run(`${SYSCALL}def main(): return call(${[number, ...args].join(', ')})\n`);
    expect(returned(run)).toBe(-1);
    expect(run.refusedCalls).toEqual([{ name, count: 1 }]);
  });

  it.each([
    ['AF_INET', 'socket.AF_INET, socket.SOCK_STREAM'],
    ['AF_INET6', 'socket.AF_INET6, socket.SOCK_DGRAM'],
    ['AF_NETLINK', 'socket.AF_NETLINK, socket.SOCK_RAW'],
    ['AF_PACKET', 'socket.AF_PACKET, socket.SOCK_RAW'],
  ])('sockets of family %s', async (_name, args) => {
    const run = await runner.run(
      `import socket\ndef main():\n    try: socket.socket(${args})\n    except OSError as e: return e.errno\n`,
    );
    expect(returned(run)).toBe(1);
    expect(run.refusedCalls).toHaveLength(1);
  });

  it('in children and spawned interpreters too', async () => {
    const source = `${SYSCALL}from multiprocessing import Process\ndef bad(): call(101, 16, 1, 0, 0)\ndef main():\n    p = Process(target=bad); p.start(); p.join()\n`;
    for (const startMethod of ['fork', 'spawn'] as const) {
      expect((await runner.run(source, { startMethod })).refusedCalls).toEqual([{ name: 'ptrace', count: 1 }]);
    }
  });

  it.each([
    ['reboot', 169],
    ['kexec_load', 246],
    ['init_module', 175],
  ])('%s', async (name, number) => {
    const run = await runner.run(`${SYSCALL}def main(): return call(${number}, 0, 0, 0, 0)\n`);
    expect(run.refusedCalls).toEqual([{ name, count: 1 }]);
  });

  it('no filter and no listener of its own can be installed', async () => {
    const run = await runner.run(
      `${SYSCALL}def main(): return [call(317, 1, 8, 0), call(317, 1, 0, 0), call(157, 22, 2, 0, 0, 0)]\n`,
    );
    expect(returned(run)).toEqual([-1, -1, -1]);
  });
});

describe('the supervisor is out of reach', () => {
  it.each([
    [
      'killing PID 1',
      'import os, signal\ndef main():\n    os.kill(1, signal.SIGKILL); os.kill(1, signal.SIGTERM); os.kill(1, signal.SIGSTOP)\n    return 42\n',
    ],
    [
      'its memory, descriptors, environment and root',
      'import os\ndef main():\n    n = 0\n    for f in ("mem", "environ", "maps", "syscall", "stack"):\n        try: open("/proc/1/" + f, "rb").read(1)\n        except OSError: n += 1\n    for f in ("fd", "root", "cwd", "map_files"):\n        try: os.listdir("/proc/1/" + f)\n        except OSError: n += 1\n    return 42 if n >= 7 else n\n',
    ],
    [
      'stray descriptors',
      'import os\ndef main():\n    left = []\n    for fd in range(3, 1000):\n        try: os.fstat(fd); left.append(fd)\n        except OSError: pass\n    return 42 if len(left) <= 1 else left\n',
    ],
  ])('%s', async (_name, source) => {
    expect(returned(await runner.run(source))).toBe(42);
  });

  it('killing everything that can be killed ends the program, not the judging', async () => {
    const run = await runner.run(
      'import os, signal\nfrom multiprocessing import Process\nimport time\ndef main():\n    p = Process(target=time.sleep, args=(100,)); p.start()\n    os.kill(-1, signal.SIGKILL)\n    p.join()\n    return 1\n',
    );
    expect(returned(run)).toBe(1);
    await stillWorks();
  });
});

describe('what a program says is bounded and never believed', () => {
  it.each([
    ['exits at once', 'import os\ndef main(): os._exit(0)\n', { kind: 'exited', code: 0 }],
    ['aborts', 'import os\ndef main(): os.abort()\n', { kind: 'signalled', signal: 6 }],
    [
      'stops itself for good',
      'import os, signal\ndef main(): os.kill(os.getpid(), signal.SIGSTOP)\n',
      { kind: 'killed', limit: 'wall' },
    ],
    [
      'overflows the stack',
      'import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\ndef main():\n    import threading\n    return f()\n',
      null,
    ],
  ])('a program that %s has no observation', async (_name, source, ending) => {
    const run = await runner.run(source, { limits: { ...LIMITS, wallMs: 3_000 } });
    if (ending !== null) expect(run.ending).toEqual(ending);
    expect(run.observation?.kind === 'returned').toBe(false);
  });

  it('garbage on every descriptor is no observation', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    for fd in range(3, 300):\n        try: os.write(fd, b"{\\"kind\\":\\"returned\\",\\"value\\":7}\\ngarbage")\n        except OSError: pass\n    return 1\n',
    );
    expect(run.observation).toBeNull();
  });

  it('a forged observation of a wrong shape is none', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    os.write(200, b"{\\"kind\\":\\"accepted\\"}\\n")\n    os._exit(0)\n',
    );
    expect(run.observation).toBeNull();
  });

  it('a flood on the observation channel is cut', async () => {
    const run = await runner.run('import os\ndef main():\n    while True: os.write(200, b"x" * 65536)\n', {
      limits: { ...LIMITS, wallMs: 2_000 },
    });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'wall' });
    expect(run.observation).toBeNull();
    await stillWorks();
  });

  it('a huge result cannot be sent', async () => {
    const run = await runner.run('def main(): return "x" * (20 << 20)\n');
    expect(run.observation).toMatchObject({ kind: 'unsendable' });
  });

  it('output files that became links or folders are not read', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    d = "/tmp/.lockstep-output"\n    p = str(os.getpid())\n    os.unlink(d + "/" + p + ".stdout"); os.symlink("/proc/self/maps", d + "/" + p + ".stdout")\n    os.mkdir(d + "/77.stdout")\n    return 1\n',
    );
    expect(returned(run)).toBe(1);
    expect(run.output).toEqual([]);
  });

  it('the folder of output files may vanish', async () => {
    const run = await runner.run(
      'import shutil\ndef main():\n    shutil.rmtree("/tmp/.lockstep-output"); shutil.rmtree("/tmp/solution")\n    return 1\n',
    );
    expect(returned(run)).toBe(1);
  });

  it('names that processes give themselves are cut and made printable', async () => {
    const run = await runner.run(
      'from multiprocessing import Process\ndef main():\n    p = Process(target=print, name="\\x1b[2J" + "n" * 5000); p.start(); p.join()\n',
    );
    const name = run.processes[1]?.name ?? '';
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name).not.toContain('\u001b');
  });

  it('an exception that cannot be described is still an exception', async () => {
    const run = await runner.run(
      'class E(Exception):\n    def __str__(self): raise RuntimeError\n    __repr__ = __str__\ndef main(): raise E()\n',
    );
    expect(run.observation).toMatchObject({ kind: 'raised', exception: { type: 'solution.E', line: 4 } });
  });

  it('replacing modules that the harness uses can only fail the program', async () => {
    const run = await runner.run(
      'import sys, json, os\ndef main():\n    sys.modules.clear(); json.dumps = None; os.write = lambda *a: 1 / 0\n    return 1\n',
    );
    expect(run.observation?.kind === 'returned').toBe(false);
    await stillWorks();
  });
});
