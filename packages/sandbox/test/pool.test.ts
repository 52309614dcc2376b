import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandboxPool, SandboxFault } from '../src/index.ts';
import { aJob, marked, OPTIONS, printed, sandboxProcesses, until } from './programs.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-pool-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Control groups made by a process, wherever they are mounted here. */
function groupsOf(pid: number): string[] {
  return ['/sys/fs/cgroup/memory', '/sys/fs/cgroup/pids', '/sys/fs/cgroup/lockstep', '/sys/fs/cgroup']
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).filter((name) => new RegExp(`^lockstep\\.sandbox-\\d+-${pid}-`).test(name)));
}

const usersOf = (marker: string) =>
  sandboxProcesses(marker).map((pid) => /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

const SPIN = 'while True: pass';
const SLEEP = 'import time\ntime.sleep(1000)';

describe('a pool', () => {
  it('serves more jobs at once than it has ready', async () => {
    const pool = await openSandboxPool(OPTIONS);
    const runs = await Promise.all([1, 2, 3, 4, 5].map((n) => pool.run(aJob(`print(${n})`))));
    expect(runs.map(printed)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
    expect(runs[0]).toMatchObject({ ready: { kind: 'ready' }, exit: { code: 0, signal: null }, killedBy: null });
    await pool.close();
  });

  it('runs a job in a sandbox that is started for it', async () => {
    const pool = await openSandboxPool({ ...OPTIONS, size: 0 });
    expect(printed(await pool.runCold(aJob('print("cold")')))).toBe('cold\n');
    await pool.close();
    await expect(pool.runCold(aJob('print(1)'))).rejects.toBeInstanceOf(SandboxFault);
  });

  it('passes a job and a record of megabytes', async () => {
    const pool = await openSandboxPool(OPTIONS);
    const text = 'ü'.repeat(1_000_000);
    const source = `import os\ndata = ("{\\"text\\":\\"" + ${JSON.stringify(text)} + "\\"}\\n").encode()\nwhile data: data = data[os.write(3, data):]`;
    const run = await pool.run(aJob(source, { inline: true, maxReplyBytes: 2_000_012 }));
    expect(JSON.parse(run.record ?? '')).toEqual({ text });
    await pool.close();
  });

  it('gives every sandbox a user of its own when we are root, also next to another pool', async () => {
    const markers = [`users-a-${process.pid}`, `users-b-${process.pid}`];
    const pools = await Promise.all(markers.map((marker) => openSandboxPool({ ...marked(marker), size: 2 })));
    await Promise.all(pools.map((pool) => pool.whenFull()));
    const users = markers.flatMap(usersOf);
    expect(users).not.toContain('0');
    // Each as bubblewrap and as its PID 1.
    expect(users).toHaveLength(8);
    const own = pools.every((pool) => pool.facts.users === 'own');
    expect(new Set(users).size).toBe(own ? 4 : 1);
    expect(own).toBe(process.getuid?.() === 0);
    await Promise.all(pools.map((pool) => pool.close()));
  });

  it('leaves no process and no control group when it is closed, also with a job under way', async () => {
    const marker = `close-${process.pid}`;
    const pool = await openSandboxPool({ ...marked(marker), size: 2 });
    await pool.whenFull();
    const running = pool.run(aJob(SLEEP));
    // By then it has its sandbox and its job.
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([pool.close(), pool.close()]);
    expect(await running).toMatchObject({ killedBy: 'cancelled', record: null });
    expect(sandboxProcesses(marker)).toEqual([]);
    expect(groupsOf(process.pid)).toEqual([]);
    await expect(pool.run(aJob('print(1)'))).rejects.toBeInstanceOf(SandboxFault);
    await expect(pool.whenFull()).rejects.toBeInstanceOf(SandboxFault);
  });

  it('leaves nothing when it is closed while sandboxes are being set up', async () => {
    const marker = `early-${process.pid}`;
    for (const cgroups of ['auto', 'off'] as const) {
      for (let round = 0; round < 10; round++) {
        const pool = await openSandboxPool({ ...marked(marker), size: 4, cgroups });
        for (let turn = 0; turn < round; turn++) await new Promise((resolve) => setImmediate(resolve));
        await pool.close();
        expect(sandboxProcesses(marker)).toEqual([]);
      }
    }
    expect(groupsOf(process.pid)).toEqual([]);
  });

  it('ends a job when its signal is aborted, whether it runs, waits or is started for it', async () => {
    const marker = `abort-${process.pid}`;
    const pool = await openSandboxPool({ ...marked(marker), size: 0 });
    const reason = new Error('no longer wanted');
    for (const run of [pool.run.bind(pool), pool.runCold.bind(pool)]) {
      const running = new AbortController();
      const ended = run(aJob(SLEEP), running.signal);
      await until(() => sandboxProcesses(marker).length > 0);
      running.abort(reason);
      await expect(ended).rejects.toBe(reason);
      await expect(run(aJob(SLEEP), AbortSignal.abort(reason))).rejects.toBe(reason);
      const waiting = new AbortController();
      const never = run(aJob(SLEEP), waiting.signal);
      waiting.abort(reason);
      await expect(never).rejects.toBe(reason);
    }
    await pool.close();
    expect(sandboxProcesses(marker)).toEqual([]);
  });

  it('replaces a ready sandbox that ended by itself', async () => {
    const marker = `replace-${process.pid}`;
    const replaced = Promise.withResolvers<void>();
    const pool = await openSandboxPool({ ...marked(marker), log: () => replaced.resolve() });
    await pool.whenFull();
    for (const pid of sandboxProcesses(marker)) process.kill(pid, 'SIGKILL');
    await replaced.promise;
    expect(printed(await pool.run(aJob('print("alive")')))).toBe('alive\n');
    await pool.close();
  });

  it.each([
    ['ends', 'raise SystemExit(3)'],
    ['says something else', 'import os; os.write(3, b"hello\\n")'],
    [
      'answers before it is asked',
      'import os, time; os.write(3, b"{\\"kind\\":\\"ready\\"}\\n{\\"kind\\":\\"record\\"}\\n"); time.sleep(1000)',
    ],
  ])(
    'tells those who wait when PID 1 %s instead of being ready, and stops trying in a hurry',
    async (_name, source) => {
      const lines: string[] = [];
      const program = { files: [], argv: ['/usr/bin/python3', '-I', '-c', source] };
      const pool = await openSandboxPool({ ...OPTIONS, program, log: (line) => lines.push(line) });
      await Promise.all([
        expect(pool.run(aJob('print(1)'))).rejects.toBeInstanceOf(SandboxFault),
        expect(pool.whenFull()).rejects.toBeInstanceOf(SandboxFault),
      ]);
      expect(lines.length).toBeLessThanOrEqual(8);
      await pool.close();
    },
  );

  it('refuses a job of two lines, and sizes that make no sense', async () => {
    const pool = await openSandboxPool(OPTIONS);
    await expect(pool.run({ ...aJob('print(1)'), line: '{}\n{}' })).rejects.toThrow(/one line/);
    await pool.close();
    for (const wrong of [{ size: -1 }, { tmpBytes: 0 }, { shmBytes: Number.NaN }, { uidBase: 0 }]) {
      await expect(openSandboxPool({ ...OPTIONS, ...wrong })).rejects.toThrow();
    }
  });
});

describe('a process that owns a pool', () => {
  /** Starts a Node process that opens a pool, and calls `then` in it. */
  function owner(marker: string, then: string, stdio: ('pipe' | 'ignore' | 'inherit')[] = []) {
    const script = path.join(folder, `${marker}.ts`);
    const source = path.resolve(import.meta.dirname, '../src/index.ts');
    const programs = path.resolve(import.meta.dirname, 'programs.ts');
    writeFileSync(
      script,
      `import { openSandboxPool } from ${JSON.stringify(source)};
import { aJob, marked, printed } from ${JSON.stringify(programs)};
const pool = await openSandboxPool({ ...marked(${JSON.stringify(marker)}), size: 2 });
${then}
`,
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit', ...stdio] });
    return {
      child,
      said: new Promise<string>((resolve) => child.stdout?.once('data', (data) => resolve(String(data)))),
      gone: new Promise((resolve) => child.once('exit', resolve)),
    };
  }

  it('takes its sandboxes along when it is killed, and the next one cleans up their groups', async () => {
    const marker = `killed-${process.pid}`;
    const { child, said, gone } = owner(
      marker,
      `await pool.whenFull();
void pool.run(aJob(${JSON.stringify(SPIN)}));
await pool.whenFull();
process.stdout.write('running');`,
    );
    expect(await said).toBe('running');
    expect(sandboxProcesses(marker).length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await gone;
    await until(() => sandboxProcesses(marker).length === 0);
    const pool = await openSandboxPool(OPTIONS);
    await pool.close();
    expect(groupsOf(child.pid ?? 0)).toEqual([]);
  });

  it.each(['auto', 'off'] as const)(
    'killed while it prepares leaves nothing that the next one does not end (control groups: %s)',
    async (cgroups) => {
      const marker = `preparing-${cgroups}-${process.pid}`;
      for (let round = 0; round < 5; round++) {
        const { child, said, gone } = owner(marker, `process.stdout.write('begun');`);
        await said;
        for (let turn = 0; turn < 3 * round; turn++) await new Promise((resolve) => setImmediate(resolve));
        child.kill('SIGKILL');
        await gone;
      }
      const pool = await openSandboxPool({ ...OPTIONS, cgroups });
      await until(() => sandboxProcesses(marker).length === 0);
      await pool.close();
    },
  );

  it('does not hand its own open descriptors on', async () => {
    const far: ('pipe' | 'ignore')[] = Array.from({ length: 200 }, () => 'ignore');
    const { said, gone } = owner(
      `descriptors-${process.pid}`,
      `import { readdirSync } from 'node:fs';
const run = await pool.run(aJob('import os\\nprint(sorted(int(f) for f in os.listdir("/proc/1/fd")))'));
process.stdout.write(JSON.stringify([readdirSync('/proc/self/fd').includes('203'), printed(run).trim()]));
await pool.close();`,
      [...far, 'pipe'],
    );
    const [there, inside] = JSON.parse(await said);
    expect(there).toBe(true);
    expect(inside).toMatch(/^\[0, 1, 2, 3(, \d)?\]$/);
    await gone;
  });
});
