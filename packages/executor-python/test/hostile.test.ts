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

  it('by the thousand, without end of the judging', async () => {
    const run = await runner.run(
      `${SYSCALL}def main():\n    for _ in range(2000): call(101, 16, 1, 0, 0)\n    return 42\n`,
    );
    expect(returned(run)).toBe(42);
    expect(run.refusedCalls).toEqual([{ name: 'ptrace', count: 2000 }]);
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
      'every signal to PID 1',
      'import os, signal\ndef main():\n    for s in signal.valid_signals():\n        for _ in range(20): os.kill(1, s)\n    return 42\n',
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

  it.each([
    ['/dev/shm', 'os.chmod("/dev/shm", 0)'],
    ['/tmp and the folders in it', '[os.chmod(f, 0) for f in ("/tmp/.lockstep-output", "/tmp/solution", "/tmp")]'],
  ])('closing %s hides nothing from it', async (_name, closing) => {
    const run = await runner.run(
      `import os\ndef main():\n    open("/dev/shm/left", "w").write("123"); print("said")\n    ${closing}\n    return 42\n`,
    );
    expect(returned(run)).toBe(42);
    expect(run.leftovers.sharedMemory).toEqual([{ name: 'left', bytes: 3 }]);
    expect(run.output.map((part) => part.text)).toEqual(['said\n']);
  });

  it('files that come and go while it looks do not disturb it', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    r, w = os.pipe()\n    for _ in range(3):\n        if os.fork() == 0:\n            os.write(w, b"x")\n            while True:\n                for d in ("/dev/shm/", "/tmp/.lockstep-output/7"):\n                    names = ["%s%d%d.stdout" % (d, os.getpid(), i) for i in range(20)]\n                    for n in names: open(n, "w").close()\n                    for n in names: os.unlink(n)\n    for _ in range(3): os.read(r, 1)\n    return 42\n',
    );
    expect(returned(run)).toBe(42);
    expect(run.leftovers.processes).toHaveLength(3);
  });

  it('a process whose first thread is gone still counts', async () => {
    const run = await runner.run(
      'import ctypes, os, threading, time\ndef main():\n    r, w = os.pipe()\n    if os.fork() == 0:\n        threading.Thread(target=lambda: (threading.main_thread(), os.write(w, b"x"), time.sleep(1000))).start()\n        ctypes.CDLL(None).syscall(60, 0)\n    os.read(r, 1)\n    return 42\n',
    );
    expect(returned(run)).toBe(42);
    expect(run.leftovers.processes).toHaveLength(1);
  });

  it('a main process that leaves without being asked about has no observation', async () => {
    const run = await runner.run(
      'import atexit, ctypes\ndef main():\n    atexit.register(lambda: ctypes.CDLL(None).syscall(60, 0))\n    return 42\n',
    );
    expect(run.ending).toEqual({ kind: 'exited', code: 0 });
    expect(run.observation).toBeNull();
  });

  it('a command line like that of a helper is no helper, unless it runs its code', async () => {
    const run = await runner.run(
      'import os, sys\ndef main():\n    p = os.fork()\n    if p == 0: os.execv(sys.executable, [sys.executable, "-I", "-c", "print(1)", "multiprocessing.resource_tracker"])\n    os.waitpid(p, 0)\n    return 42\n',
    );
    expect(run.processes.map((process) => process.role)).toEqual(['main', 'child']);
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

  it.each([
    ['not a number', '{"kind":"returned","value":NaN}'],
    ['more than a number', '{"kind":"returned","value":1e999}'],
    ['no value at all', 'null'],
    ['not closed', '{"kind":"returned"'],
    ['two messages', '{"kind":"imported"}\n{"kind":"imported"}'],
    ['one with control characters', '{"kind":"imported"}\0\u001b'],
    ['not ASCII', '{"kind":"imported","\u00ff":1}'],
    ['nested without end', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    ['nested too deep', `{"kind":"returned","value":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['an opaque of the wrong type', '{"kind":"returned","value":{"opaque":5}}'],
  ])('an observation that is %s is none', async (_name, text) => {
    const run = await runner.run(
      'import os\ndef main(text):\n    d = text.encode("latin-1") + b"\\n"\n    while d: d = d[os.write(200, d):]\n    os._exit(0)\n',
      { args: [text] },
    );
    expect(run.ending).toEqual({ kind: 'exited', code: 0 });
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

  it('files in the folder of output are bounded in number', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    d = "/tmp/.lockstep-output/"\n    for i in range(2000): open(d + "%d.stdout" % (i + 1000), "w").write("x")\n    os.mkdir(d + "9000.stdout"); os.link(d + "1000.stdout", d + "9001.stderr")\n    return 42\n',
    );
    expect(returned(run)).toBe(42);
    expect(run.output.length).toBeLessThanOrEqual(512);
  });

  it('closing every descriptor loses the observation, no more', async () => {
    const run = await runner.run('import os\ndef main():\n    os.closerange(0, 1024)\n    return 42\n');
    expect(run.ending).toEqual({ kind: 'exited', code: 1 });
    expect(run.observation).toBeNull();
    await stillWorks();
  });

  it('a child that speaks on the observation channel can only spoil it', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    p = os.fork()\n    if p == 0:\n        os.write(200, b"{}\\n"); os._exit(0)\n    os.waitpid(p, 0)\n    return 42\n',
    );
    expect(run.observation).toBeNull();
  });

  it('names that files in the folder of output give are cut too', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    open("/tmp/.lockstep-output/%d.name" % os.getpid(), "w").write("\\U0001F600" * 9000)\n    return 42\n',
    );
    expect(returned(run)).toBe(42);
    expect([...(run.processes[0]?.name ?? '')]).toHaveLength(100);
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
