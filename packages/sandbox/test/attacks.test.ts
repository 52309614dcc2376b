/** Floods and bombs end at their limits, with control groups and without, and leave nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandboxPool, type SandboxPool } from '../src/index.ts';
import { aJob, type JobChanges, marked, printed, sandboxProcesses, until } from './programs.ts';

const MIB = 2 ** 20;
const TASKS = 32;
/** What the supervisor sets inside where there are no control groups. */
const RLIMITS = { NPROC: TASKS, AS: 192 * MIB };

describe.each(['auto', 'off'] as const)('with control groups: %s', (cgroups) => {
  const marker = `attack-${cgroups}-${process.pid}`;
  let pool: SandboxPool;
  /** Whether the host limits memory, tasks and CPU time itself. */
  let limited: boolean;
  beforeAll(async () => {
    pool = await openSandboxPool({ ...marked(marker), cgroups });
    limited = pool.facts.cgroups !== 'none';
  });
  afterAll(async () => {
    await pool.close();
    expect(sandboxProcesses(marker)).toEqual([]);
  });

  const run = (source: string, changes: JobChanges = {}) =>
    pool.run(aJob(source, { tasks: TASKS, rlimits: limited ? {} : RLIMITS, ...changes }));
  const theNextJobRuns = async () => expect(printed(await run('print(42)'))).toBe('42\n');

  it('a fork bomb is refused at the limit', async () => {
    const result = await run(
      'import os, signal\nn = 0\nwhile True:\n    try:\n        if os.fork() == 0: signal.pause()\n        n += 1\n    except OSError as e:\n        print(n <= 32, e.errno == 11)\n        break',
    );
    expect(printed(result)).toBe('True True\n');
    expect(result.pidsRefused > 0).toBe(limited);
    await theNextJobRuns();
  });

  it('a thread bomb is refused at the limit', async () => {
    const result = await run(
      'import threading\nthreading.stack_size(65536)\ne = threading.Event()\nn = 0\ntry:\n    while True:\n        threading.Thread(target=e.wait, daemon=True).start(); n += 1\nexcept RuntimeError: print(n <= 32)',
    );
    expect(printed(result)).toBe('True\n');
    await theNextJobRuns();
  });

  it('a relentless fork bomb is ended', async () => {
    const result = await run('import os\nwhile True:\n    try: os.fork()\n    except OSError: pass', {
      wallMs: limited ? 60_000 : 10,
      cpuMs: 300,
    });
    expect(result).toMatchObject({ killedBy: limited ? 'cpu' : 'wall', record: null });
    await theNextJobRuns();
  });

  it('a process that takes all memory is ended', async () => {
    const result = await run('a = []\nwhile True: a.append(bytearray(b"x") * (4 << 20))');
    if (limited) expect(result.oomKills).toBeGreaterThan(0);
    else expect(printed(result)).toMatch(/^MemoryError/);
    await theNextJobRuns();
  });

  it('a file that is too big is cut short', async () => {
    const source =
      'try:\n    f = open("/tmp/big", "wb", 0)\n    for _ in range(64): f.write(b"x" * (1 << 20))\nexcept OSError as e: print(e.errno == 28)';
    expect(printed(await run(source))).toBe('True\n');
  });

  it.each(['/tmp', '/dev/shm'])('filling %s fails when it is full', async (place) => {
    const source = `n = 0\ntry:\n    while True:\n        open("${place}/f%d" % n, "wb").write(b"x" * (1 << 20)); n += 1\nexcept OSError as e: print(e.errno == 28, n <= 16)`;
    expect(printed(await run(source))).toBe('True True\n');
  });

  it('kill(1) and kill(-1) do not end PID 1', async () => {
    const source =
      'import os, signal\nfor _ in range(3):\n    if os.fork() == 0: signal.pause()\nos.kill(1, 9); os.kill(1, 15); os.kill(1, 19)\nsignal.signal(15, signal.SIG_IGN)\nos.kill(-1, 15)\nprint("alive")';
    expect(printed(await run(source))).toBe('alive\n');
  });

  it('a daemon in a session of its own does not outlive the job', async () => {
    const source =
      'import os, time\nr, w = os.pipe()\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        os.write(w, b"x")\n        while True: time.sleep(1000)\n    os._exit(0)\nos.read(r, 1)\nprint("left")';
    const before = await pool.whenFull().then(() => sandboxProcesses(marker));
    expect(printed(await run(source))).toBe('left\n');
    await until(() => before.every((pid) => !sandboxProcesses(marker).includes(pid)));
  });

  it('a flood on the reply channel is ended', async () => {
    const result = await run('import os\nwhile True: os.write(3, b"x" * 65536)', { inline: true });
    expect(result).toMatchObject({ killedBy: 'reply', record: null });
    await theNextJobRuns();
  });

  it('a flood on the diagnostics is cut', async () => {
    const result = await run('import os\nfor _ in range(500): os.write(2, b"y" * 65536)\nos.write(3, b"{}\\n")', {
      inline: true,
    });
    expect(result.record).toBe('{}');
    expect(result.diagnostics.length).toBeLessThanOrEqual(16_384);
  });

  it.each([
    ['nothing', 'pass'],
    ['half a line', 'import os; os.write(3, b"{")'],
    ['an empty line', 'import os; os.write(3, b"\\n")'],
    ['two lines', 'import os; os.write(3, b"{}\\n{}\\n")'],
    ['bytes that are no text', 'import os; os.write(3, b"\\xff\\xfe\\x00\\n")'],
  ])('%s on the reply channel is no record', async (_name, source) => {
    expect(await run(source, { inline: true })).toMatchObject({ record: null, exit: { code: 0 } });
  });

  it('spinning for ever with signals ignored is ended', async () => {
    const source =
      'import os, signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n    except OSError: pass\nfor _ in range(3): os.fork()\nwhile True: pass';
    const result = await run(source, { cpuMs: 300, wallMs: limited ? 60_000 : 10 });
    expect(result).toMatchObject({ killedBy: limited ? 'cpu' : 'wall', record: null });
    await theNextJobRuns();
  });

  it('sleeping for ever with SIGTERM ignored is ended', async () => {
    const source = 'import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(1e6)';
    expect(await run(source, { wallMs: 10 })).toMatchObject({ killedBy: 'wall', record: null });
    await theNextJobRuns();
  });
});

describe('where control groups are in use', () => {
  let pool: SandboxPool;
  beforeAll(async () => {
    pool = await openSandboxPool(marked(`figures-${process.pid}`));
  });
  afterAll(() => pool.close());

  it('twenty processes share one memory limit', async () => {
    const source =
      'import os, signal\nfor _ in range(20):\n    if os.fork() == 0:\n        b = bytearray(b"x") * (40 << 20)\n        os._exit(0 if len(b) else 1)\nprint(sum(os.wait()[1] != 0 for _ in range(20)) > 0)';
    const result = await pool.run(aJob(source));
    if (pool.facts.cgroups === 'none') return expect(result.oomKills).toBe(0);
    expect(result.oomKills).toBeGreaterThan(0);
    expect(result.peakBytes).toBeLessThanOrEqual(64 * MIB);
  });

  it('peak and CPU time are those of the job, and null without', async () => {
    const result = await pool.run(aJob('b = bytearray(b"x") * (24 << 20)\nsum(range(3_000_000))'));
    if (!pool.facts.cpuFromCgroup) return expect(result).toMatchObject({ peakBytes: null, cpuMs: null });
    expect(result.peakBytes).toBeGreaterThan(24 * MIB);
    expect(result.peakBytes).toBeLessThan(40 * MIB);
    expect(result.cpuMs).toBeGreaterThan(0);
  });
});
