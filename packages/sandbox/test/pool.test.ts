import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSandboxPool, SandboxFault, SandboxUnfit } from '../src/index.ts';
import { aJob, OPTIONS, printed } from './programs.ts';

/** Pids whose environment or command line belongs to a sandbox started by process `parent`. */
function sandboxProcesses(marker: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(marker);
      } catch {
        return false;
      }
    });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function groupsOf(pid: number): string[] {
  const folder = '/sys/fs/cgroup/memory';
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(`lockstep-${pid}-`)) : [];
}

/** The options with a name of their own in the command line. */
function marked(marker: string) {
  const { program } = OPTIONS;
  return { ...OPTIONS, program: { ...program, argv: [...program.argv, marker] } };
}

describe('a pool', () => {
  it('serves more jobs at once than it has ready', async () => {
    const pool = await openSandboxPool(OPTIONS);
    const runs = await Promise.all([1, 2, 3, 4, 5].map((n) => pool.run(aJob(`print(${n})`))));
    expect(runs.map(printed)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
    await pool.close();
  });

  it('leaves no process and no control group when it is closed, also with a job under way', async () => {
    const marker = `marker-close-${process.pid}`;
    const pool = await openSandboxPool({ ...marked(marker), size: 2 });
    await pool.whenFull();
    const running = pool.run(aJob('import time\ntime.sleep(100)')).catch((error: unknown) => error);
    await pool.close();
    await running;
    expect(sandboxProcesses(marker)).toEqual([]);
    expect(groupsOf(process.pid)).toEqual([]);
    await expect(pool.run(aJob('print(1)'))).rejects.toBeInstanceOf(SandboxFault);
  });

  it('leaves nothing when it is closed while sandboxes are being set up', async () => {
    const marker = `marker-early-${process.pid}`;
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

  it('ends a job when its signal is aborted', async () => {
    const pool = await openSandboxPool(OPTIONS);
    const controller = new AbortController();
    const running = pool.run(aJob('import time\ntime.sleep(100)'), controller.signal);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await pool.close();
  });

  it('replaces a ready sandbox that ended by itself', async () => {
    const marker = `marker-replace-${process.pid}`;
    let noticed: () => void = () => {};
    const replaced = new Promise<void>((resolve) => {
      noticed = resolve;
    });
    const pool = await openSandboxPool({ ...marked(marker), log: () => noticed() });
    await pool.whenFull();
    for (const pid of sandboxProcesses(marker)) process.kill(pid, 'SIGKILL');
    await replaced;
    expect(printed(await pool.run(aJob('print("alive")')))).toBe('alive\n');
    await pool.close();
  });

  it('tells those who wait when no sandbox can be prepared, and stops trying in a hurry', async () => {
    const pool = await openSandboxPool({
      ...OPTIONS,
      program: { files: [], argv: ['/usr/bin/python3', '-I', '-c', 'raise SystemExit(3)'] },
    });
    await expect(pool.run(aJob('print(1)'))).rejects.toBeInstanceOf(SandboxFault);
    await pool.close();
  });

  it('dies with its process, and the next one cleans up what is left of its groups', async () => {
    const marker = `marker-killed-${process.pid}`;
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-pool-'));
    const script = path.join(folder, 'owner.ts');
    const source = path.resolve(import.meta.dirname, '../src/index.ts');
    const programs = path.resolve(import.meta.dirname, 'programs.ts');
    writeFileSync(
      script,
      `import { openSandboxPool } from ${JSON.stringify(source)};
import { aJob, OPTIONS } from ${JSON.stringify(programs)};
const argv = [...OPTIONS.program.argv, ${JSON.stringify(marker)}];
const pool = await openSandboxPool({ ...OPTIONS, program: { ...OPTIONS.program, argv }, size: 2 });
await pool.whenFull();
void pool.run(aJob('import time\\nwhile True: pass'));
await pool.whenFull();
process.stdout.write('running\\n');
`,
    );
    const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    expect(sandboxProcesses(marker).length).toBeGreaterThan(0);
    const gone = new Promise((resolve) => owner.once('exit', resolve));
    owner.kill('SIGKILL');
    await gone;
    await until(() => sandboxProcesses(marker).length === 0);
    const pool = await openSandboxPool(OPTIONS);
    await pool.close();
    expect(groupsOf(owner.pid ?? 0)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('the self-test', () => {
  const unfit = async (weaken: Parameters<typeof openSandboxPool>[0]['weaken']) => {
    const error = await openSandboxPool({ ...OPTIONS, ...(weaken === undefined ? {} : { weaken }) }).then(
      async (pool) => {
        await pool.close();
        return null;
      },
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SandboxUnfit);
    return (error as SandboxUnfit).missing.map(({ protection }) => protection);
  };

  it('refuses a sandbox whose filter allows everything', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-filter-'));
    const filter = path.join(folder, 'allow.bpf');
    // One instruction: return SECCOMP_RET_ALLOW.
    writeFileSync(filter, Buffer.from([0x06, 0, 0, 0, 0, 0, 0xff, 0x7f]));
    const missing = await unfit({ filter });
    for (const name of ['ptrace', 'unshare', 'clone', 'AF_INET']) expect(missing.join('\n')).toContain(name);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['--unshare-net', 'own network namespace'],
    ['--unshare-pid', ''],
    ['--remount-ro', ''],
  ])('refuses a sandbox without %s', async (argument, protection) => {
    expect((await unfit({ dropArgs: [argument] })).join('\n')).toContain(protection);
  });
});

it('the committed filters are those that the script makes', (context) => {
  if (spawnSync('/usr/bin/python3', ['-c', 'import seccomp']).status !== 0) return context.skip();
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-seccomp-'));
  const committed = path.resolve(import.meta.dirname, '../seccomp');
  expect(spawnSync('/usr/bin/python3', [path.join(committed, 'make.py'), folder]).status).toBe(0);
  for (const name of ['filter.x86_64.bpf', 'filter.aarch64.bpf', 'loud.json']) {
    expect(readFileSync(path.join(folder, name)).equals(readFileSync(path.join(committed, name))), name).toBe(true);
  }
  rmSync(folder, { recursive: true });
});
