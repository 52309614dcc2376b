import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS, openTestRunner, returned, type TestRunner } from './runner.ts';

/** With control groups where this machine has them, and without: the limits are the same. */
describe.each(['auto', 'off'] as const)('limits, with control groups %s', (cgroups) => {
  let runner: TestRunner;
  beforeAll(async () => {
    runner = await openTestRunner(cgroups);
  });
  afterAll(() => runner.close());

  const limited = (source: string, limits: Partial<typeof LIMITS>) =>
    runner.run(source, { limits: { ...LIMITS, ...limits } });

  it('wall time: a program that sleeps and ignores signals is ended', async () => {
    const source =
      'import signal, time\ndef main():\n    for s in range(1, 32):\n        try: signal.signal(s, signal.SIG_IGN)\n        except OSError: pass\n    time.sleep(1000)\n';
    const run = await limited(source, { wallMs: 300 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'wall' });
    expect(run.wallMs).toBeGreaterThanOrEqual(300);
  });

  it('wall time: threads that never end', async () => {
    const source =
      'import threading, time\ndef main():\n    threading.Thread(target=time.sleep, args=(1000,)).start()\n    return 1\n';
    const run = await limited(source, { wallMs: 500 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'wall' });
  });

  it('wall time: everything stopped', async () => {
    const source =
      'import os, signal\nfrom multiprocessing import Process\nimport time\ndef main():\n    Process(target=time.sleep, args=(1000,)).start()\n    os.kill(-1, signal.SIGSTOP); os.kill(os.getpid(), signal.SIGSTOP)\n';
    const run = await limited(source, { wallMs: 500 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'wall' });
    expect(run.processes).toHaveLength(2);
  });

  it('CPU time is that of all processes together', async () => {
    const source =
      'from multiprocessing import Process\ndef spin():\n    while True: pass\ndef main():\n    for _ in range(6): Process(target=spin).start()\n';
    const run = await limited(source, { cpuMs: 500 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'cpu' });
    expect(run.cpuMs).toBeGreaterThanOrEqual(500);
  });

  it('memory of one process', async () => {
    const source = 'import time\ndef main():\n    b = bytearray(b"x") * (200 << 20)\n    time.sleep(1000)\n';
    const run = await limited(source, { memoryBytes: 64 * 2 ** 20 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'memory' });
    expect(run.peakBytes).toBeGreaterThanOrEqual(60 * 2 ** 20);
  });

  it('memory of many small processes together', async () => {
    const source =
      'import time\nfrom multiprocessing import Process\nfrom multiprocessing.connection import wait\ndef eat():\n    b = bytearray(b"x") * (30 << 20)\n    time.sleep(1000)\ndef main():\n    ps = [Process(target=eat) for _ in range(8)]\n    [p.start() for p in ps]\n    wait([p.sentinel for p in ps])\n    [p.kill() for p in ps]\n    [p.join() for p in ps]\n    return 1\n';
    const run = await limited(source, { memoryBytes: 100 * 2 ** 20 });
    // The kernel ends one of the children, and the program may go on; the supervisor ends the whole program.
    if (runner.pool.facts.cgroups === 'none') expect(run.ending).toEqual({ kind: 'killed', limit: 'memory' });
    else expect([run.ending, run.limitsReached]).toEqual([{ kind: 'exited', code: 0 }, ['memory']]);
  });

  it('memory that processes share counts once', async () => {
    const source =
      'from multiprocessing import Process, Barrier\nb = bytearray(b"x") * (60 << 20)\ndef main():\n    go = Barrier(6)\n    ps = [Process(target=go.wait) for _ in range(5)]\n    [p.start() for p in ps]\n    go.wait()\n    [p.join() for p in ps]\n    return 1\n';
    const run = await limited(source, { memoryBytes: 200 * 2 ** 20 });
    expect(returned(run)).toBe(1);
    expect(run.peakBytes).toBeLessThan(200 * 2 ** 20);
  });

  it('memory of processes that cannot be read', async () => {
    const source =
      'import ctypes, time\ndef main():\n    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)\n    b = bytearray(b"x") * (200 << 20)\n    time.sleep(1000)\n';
    const run = await limited(source, { memoryBytes: 64 * 2 ** 20 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'memory' });
  });

  it('output of all processes together', async () => {
    const source =
      'import time\nfrom multiprocessing import Process\ndef say():\n    print("y" * 4000)\n    time.sleep(1000)\ndef main():\n    ps = [Process(target=say) for _ in range(3)]\n    [p.start() for p in ps]\n    [p.join() for p in ps]\n';
    const run = await limited(source, { outputBytes: 10_000 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'output' });
    expect(run.output.map((part) => part.text.length)).toEqual([4001, 4001, 4001]);
  });

  it('output that ends before anybody looked', async () => {
    const run = await limited('def main():\n    print("y" * 20000)\n', { outputBytes: 10_000 });
    expect(run.ending).toEqual({ kind: 'killed', limit: 'output' });
  });

  it('output within the limit is cut to what is kept', async () => {
    const run = await limited('def main():\n    print("y" * 99_999)\n', { outputBytes: 100_000 });
    expect(run.ending).toEqual({ kind: 'exited', code: 0 });
    expect(run.output).toEqual([{ process: 'main', stream: 'stdout', text: 'y'.repeat(65_536), truncated: true }]);
  });

  it('processes alive together, children of children included', async () => {
    const source =
      'from multiprocessing import Process\ndef nest(n):\n    if n: \n        p = Process(target=nest, args=(n - 1,)); p.start(); p.join()\ndef main():\n    nest(6)\n    return 1\n';
    expect((await limited(source, { processes: 4 })).limitsReached).toEqual(['processes']);
    const run = await limited(source, { processes: 6 });
    expect([run.aliveTogether, run.limitsReached]).toEqual([6, []]);
  });

  it('a start beyond the limit is refused as one that the system has no room for', async () => {
    const source =
      'import os, signal\ndef main():\n    pids = []\n    try:\n        while True:\n            p = os.fork()\n            if p == 0: signal.pause()\n            pids.append(p)\n    except OSError as e: error = e.errno\n    for p in pids: os.kill(p, signal.SIGKILL); os.waitpid(p, 0)\n    return error\n';
    const run = await limited(source, { processes: 3 });
    expect(returned(run)).toBe(11);
    expect(run.limitsReached).toEqual(['processes']);
    expect(run.aliveTogether).toBeLessThanOrEqual(5);
  });

  it('threads without end are refused and noted', async () => {
    const source =
      'import threading\ndef main():\n    stop = threading.Event(); n = 0\n    try:\n        while n < 1000: threading.Thread(target=stop.wait).start(); n += 1\n    except RuntimeError: pass\n    stop.set()\n    return n\n';
    const run = await limited(source, {});
    // The tasks that a limit of eight processes gives: as many threads as honest programs start, and the processes.
    expect(returned(run)).toBe(135);
    expect(run.limitsReached).toEqual(['processes']);
  });
});
