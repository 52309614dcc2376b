import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestRunner, returned, type TestRunner } from './runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await openTestRunner();
});
afterAll(() => runner.close());

const children = (run: { processes: readonly { role: string }[] }) =>
  run.processes.filter((process) => process.role === 'child').length;

describe('what the supervisor measures', () => {
  it('a child that lives a moment is counted', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    for _ in range(40):\n        p = os.fork()\n        if p == 0: os._exit(0)\n        os.waitpid(p, 0)\n',
    );
    expect(children(run)).toBe(40);
    expect(run.aliveTogether).toBe(1);
  });

  it('four processes started one after the other are never alive together', async () => {
    const run = await runner.run(
      'from multiprocessing import Process\ndef main():\n    for _ in range(4):\n        p = Process(target=print); p.start(); p.join()\n',
    );
    expect(children(run)).toBe(4);
    expect(run.aliveTogether).toBe(1);
  });

  it('processes that wait for one another are alive together', async () => {
    const run = await runner.run(
      'from multiprocessing import Process, Barrier\ndef main():\n    b = Barrier(5)\n    ps = [Process(target=b.wait) for _ in range(5)]\n    [p.start() for p in ps]\n    [p.join() for p in ps]\n',
    );
    expect(run.aliveTogether).toBe(5);
  });

  it('exit codes are those given to exit, whatever the parent says', async () => {
    const run = await runner.run(
      'import sys\nfrom multiprocessing import Process\ndef bad(): raise ValueError("x")\ndef main():\n    ps = [Process(target=sys.exit, args=(3,)), Process(target=bad), Process(target=print)]\n    [p.start() for p in ps]\n    [p.join() for p in ps]\n    return 1\n',
    );
    expect(run.processes.map((process) => process.exitCode)).toEqual([0, 3, 1, 0]);
    expect(returned(run)).toBe(1);
  });

  it('CPU time belongs to the process that used it', async () => {
    const run = await runner.run(
      'import time\nfrom multiprocessing import Process\ndef burn():\n    end = time.process_time() + 0.3\n    while time.process_time() < end: pass\ndef main():\n    ps = [Process(target=burn, name="busy"), Process(target=print, name="idle")]\n    [p.start() for p in ps]\n    [p.join() for p in ps]\n',
    );
    const cpu = Object.fromEntries(run.processes.map((process) => [process.name, process.cpuMs]));
    expect(cpu.busy).toBeGreaterThanOrEqual(290);
    expect(cpu.idle).toBeLessThan(100);
    expect(run.cpuMs).toBeGreaterThanOrEqual(290);
  });

  it('CPU time of a child that a signal ends is exact too', async () => {
    const run = await runner.run(
      'import time\nfrom multiprocessing import Process, Event\ndef burn(e):\n    end = time.process_time() + 0.033\n    while time.process_time() < end: pass\n    e.set(); time.sleep(1000)\ndef main():\n    for _ in range(3):\n        e = Event(); p = Process(target=burn, args=(e,)); p.start(); e.wait(); p.terminate(); p.join()\n',
    );
    expect(run.processes.slice(1).map((process) => process.exitCode)).toEqual([null, null, null]);
    for (const process of run.processes.slice(1)) expect(process.cpuMs).toBeGreaterThanOrEqual(33);
  });

  it('children that two processes start at the same time are alive together', async () => {
    const run = await runner.run(
      'from multiprocessing import Process, Barrier\ndef parent(go, all):\n    ps = [Process(target=all.wait) for _ in range(2)]\n    go.wait()\n    [p.start() for p in ps]\n    all.wait()\n    [p.join() for p in ps]\ndef main():\n    go, all = Barrier(2), Barrier(6)\n    ps = [Process(target=parent, args=(go, all)) for _ in range(2)]\n    [p.start() for p in ps]\n    [p.join() for p in ps]\n',
    );
    expect(run.aliveTogether).toBe(6);
    expect(run.processes.map((process) => process.parent).sort()).toEqual([0, 0, 1, 1, 2, 2, null]);
  });

  it('a child keeps its parent in the facts when that one is gone', async () => {
    const run = await runner.run(
      'import os\ndef main():\n    r, w = os.pipe()\n    if os.fork() == 0:\n        if os.fork() == 0:\n            os.setsid(); os.write(w, b"x"); os._exit(4)\n        os._exit(3)\n    os.wait(); os.read(r, 1)\n',
    );
    expect(run.processes.map(({ index, parent }) => [index, parent])).toEqual([
      [0, null],
      [1, 0],
      [2, 1],
    ]);
  });

  it('signals with handlers disturb no start, no exit and no signal', async () => {
    const run = await runner.run(
      `import os, signal, threading
signal.signal(signal.SIGALRM, lambda *_: None)
def main():
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    codes = []
    for n in range(60):
        p = os.fork()
        if p == 0:
            signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
            os.kill(os.getpid(), 0)
            os._exit(n)
        t = threading.Thread(target=int); t.start(); t.join()
        codes.append(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]))
    signal.setitimer(signal.ITIMER_REAL, 0, 0)
    return codes
`,
    );
    const codes = Array.from({ length: 60 }, (_, n) => n);
    expect(returned(run)).toEqual(codes);
    expect(run.processes.slice(1).map((process) => process.exitCode)).toEqual(codes);
    expect(run.processes[0]?.threadsStarted).toBe(60);
    expect(run.aliveTogether).toBe(1);
  });

  it('threads are told apart from processes', async () => {
    const run = await runner.run(
      'import threading\ndef main():\n    ts = [threading.Thread(target=print) for _ in range(7)]\n    [t.start() for t in ts]\n    [t.join() for t in ts]\n',
    );
    expect(children(run)).toBe(0);
    expect(run.processes[0]?.threadsStarted).toBe(7);
  });

  it('a segment that is not unlinked is left over, although the resource tracker cleans it up', async () => {
    const run = await runner.run(
      'from multiprocessing.shared_memory import SharedMemory\ndef main():\n    s = SharedMemory(create=True, size=4096)\n    s.close()\n',
    );
    expect(run.leftovers.sharedMemory).toEqual([{ name: expect.stringMatching(/^psm_/), bytes: 4096 }]);
  });

  it('a named semaphore is left over', async () => {
    const run = await runner.run(
      'import _multiprocessing\ndef main():\n    _multiprocessing.SemLock(1, 1, 1, "/left", False)\n',
    );
    expect(run.leftovers).toEqual({ processes: [], sharedMemory: [], semaphores: ['sem.left'] });
  });

  it('what is cleaned up is not left over', async () => {
    const run = await runner.run(
      'from multiprocessing import Manager, Lock, Queue, Process\nfrom multiprocessing.shared_memory import SharedMemory\ndef main():\n    s = SharedMemory(create=True, size=10); s.close(); s.unlink()\n    m = Manager(); d = m.dict(); d[1] = 2\n    Process(target=print, daemon=True).start()\n    return d[1]\n',
    );
    expect(returned(run)).toBe(2);
    expect(run.leftovers).toEqual({ processes: [], sharedMemory: [], semaphores: [] });
  });

  it('a daemon that escaped by two forks is left over', async () => {
    const run = await runner.run(
      'import os, time\ndef main():\n    r, w = os.pipe()\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n            os.write(w, b"x"); time.sleep(1000)\n        os._exit(0)\n    os.wait(); os.read(r, 1)\n    return 5\n',
    );
    expect(run.leftovers.processes).toHaveLength(1);
    expect(returned(run)).toBe(5);
  });

  it('output is kept by process and stream, with the names that processes give themselves', async () => {
    const run = await runner.run(
      'import sys\nfrom multiprocessing import Process\ndef say(): print("child out"); print("child err", file=sys.stderr)\ndef main():\n    print("main out")\n    p = Process(target=say, name="speaker"); p.start(); p.join()\n',
    );
    expect(run.output).toEqual([
      { process: 'main', stream: 'stdout', text: 'main out\n', truncated: false },
      { process: 'speaker', stream: 'stdout', text: 'child out\n', truncated: false },
      { process: 'speaker', stream: 'stderr', text: 'child err\n', truncated: false },
    ]);
  });
});

describe('every start method', () => {
  const feature = `
import multiprocessing as mp
from multiprocessing import shared_memory
from concurrent.futures import ProcessPoolExecutor

def inc(v, l, n):
    for _ in range(n):
        with l: v.value += 1
def prod(q):
    for i in range(200): q.put(i)
def answer(c): c.send(c.recv() * 2); c.close()
def sq(x): return x * x
def put(d, k): d[k] = k
def fill(name, i):
    import numpy as np
    s = shared_memory.SharedMemory(name=name); a = np.ndarray((4,), dtype='i8', buffer=s.buf); a[i] = i + 1; del a; s.close()
def started(ps):
    for p in ps: p.start()
    for p in ps: p.join()
def value():
    v = mp.Value('i', 0); l = mp.Lock(); started([mp.Process(target=inc, args=(v, l, 500)) for _ in range(3)]); return v.value
def queue():
    q = mp.Queue(); p = mp.Process(target=prod, args=(q,)); p.start(); s = sum(q.get() for _ in range(200)); p.join(); return s
def pipe():
    a, b = mp.Pipe(); p = mp.Process(target=answer, args=(b,)); p.start(); a.send(21); r = a.recv(); p.join(); return r
def manager():
    with mp.Manager() as m:
        d = m.dict(); started([mp.Process(target=put, args=(d, i)) for i in range(3)]); return sorted(d.values())
def pool():
    with mp.Pool(2) as p: return p.map(sq, range(5))
def shared():
    s = shared_memory.SharedMemory(create=True, size=32)
    started([mp.Process(target=fill, args=(s.name, i)) for i in range(4)])
    import numpy as np
    a = np.ndarray((4,), dtype='i8', buffer=s.buf); r = a.tolist(); del a; s.close(); s.unlink(); return r
def executor():
    with ProcessPoolExecutor(2) as e: return list(e.map(sq, range(4)))
def main():
    return [value(), queue(), pipe(), manager(), pool(), shared(), executor()]
`;
  it.each(['fork', 'spawn', 'forkserver'] as const)('%s has every feature of multiprocessing', async (startMethod) => {
    const run = await runner.run(feature, { startMethod });
    expect(returned(run)).toEqual([1500, 19900, 42, [0, 1, 2], [0, 1, 4, 9, 16], [1, 2, 3, 4], [0, 1, 4, 9]]);
    expect(run.refusedCalls).toEqual([]);
    expect(run.leftovers).toEqual({ processes: [], sharedMemory: [], semaphores: [] });
    expect(run.processes.filter((process) => process.exitCode !== 0 && process.exitCode !== null)).toEqual([]);
  });

  it.each(['spawn', 'forkserver'] as const)('%s gives children output and names of their own', async (startMethod) => {
    const run = await runner.run(
      'from multiprocessing import Process\ndef say(): print("hello")\ndef main():\n    p = Process(target=say); p.start(); p.join()\n',
      { startMethod },
    );
    expect(run.output).toEqual([{ process: 'Process-1', stream: 'stdout', text: 'hello\n', truncated: false }]);
    const helpers = { fork: 0, spawn: 1, forkserver: 2 }[startMethod];
    expect(run.processes.filter((process) => process.role === 'helper')).toHaveLength(helpers);
    expect(children(run)).toBe(1);
    expect(run.aliveTogether).toBe(1);
  });

  it('a whole program of many features counts its processes the same in every run', async () => {
    const source =
      'from multiprocessing import Pool\ndef main():\n    with Pool(3) as p: return p.map(abs, range(4))\n';
    for (let round = 0; round < 3; round++) {
      const run = await runner.run(source);
      expect([children(run), run.aliveTogether, run.processes[0]?.threadsStarted]).toEqual([3, 3, 3]);
    }
  });
});

it.each(['fork', 'spawn', 'forkserver'] as const)(
  'the order of sets is the same in every run and process (%s)',
  async (startMethod) => {
    const source =
      'from multiprocessing import Pool\ndef h(_): return hash("lockstep")\ndef main():\n    with Pool(1) as p: return [hash("lockstep"), p.map(h, [0])[0]]\n';
    const runs = [await runner.run(source, { startMethod }), await runner.run(source, { startMethod })];
    const hashes = runs.flatMap(returned).map((value) => JSON.stringify(value));
    expect(hashes).toHaveLength(4);
    expect(new Set(hashes).size).toBe(1);
  },
);
