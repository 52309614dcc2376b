/** `npm start` as a process: what it prints, and that nothing of it is left when it ends, one way or the other. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, ROOT } from '../system.ts';

let data: string;
const running: ChildProcess[] = [];
beforeEach(async () => {
  data = await newFolder();
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGINT');
    await once(child, 'exit');
  }
  await rm(data, { recursive: true, force: true });
});

/** One that PostgreSQL's user can enter: otherwise its files would lie elsewhere, and stay there. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-start-'));
  await chmod(folder, 0o755);
  return folder;
}

interface Started {
  readonly child: ChildProcess;
  readonly printed: () => string;
  until(pattern: RegExp): Promise<void>;
}

function start(port: number): Started {
  const child = spawn(path.join(ROOT, 'node_modules/.bin/node'), ['scripts/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, LOCKSTEP_DATA: data, PORT: String(port), DATABASE_URL: undefined, READY_SANDBOXES: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  let changed: () => void = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => {
      text += piece;
      changed();
    });
  }
  return {
    child,
    printed: () => text,
    until: async (pattern) => {
      while (!pattern.test(text)) {
        if (child.exitCode !== null) throw new Error(`it ended before it said ${pattern}: ${text}`);
        await new Promise<void>((resolve) => {
          changed = resolve;
          child.once('exit', () => resolve());
        });
      }
    },
  };
}

/** All processes that came from one, with their command lines. */
function descendants(root: number): Map<number, string> {
  const found = new Map<number, string>();
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`);
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const open = [root];
  for (const pid of open) {
    for (const [child, parent] of parents) {
      if (parent !== pid) continue;
      open.push(child);
      found.set(child, read(`/proc/${child}/cmdline`).replaceAll('\0', ' '));
    }
  }
  return found;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function untilGone(pids: Iterable<number>): Promise<void> {
  for (const pid of pids) {
    // A zombie has ended; who reaps it is not our matter.
    while (!['', 'Z', 'X'].includes(/\) (\S)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? '')) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

describe('npm start', () => {
  it('prints the address, serves, and on Ctrl-C ends with everything that it started', async () => {
    const port = await freePort();
    const started = start(port);
    await started.until(/ready: http/);
    expect(started.printed()).toContain(`Lockstep is ready: http://localhost:${port}`);
    expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);
    const processes = descendants(started.child.pid ?? 0);
    for (const part of ['apps/server', 'apps/grader', 'postgres', 'supervisor.py']) {
      expect([...processes.values()].join('\n')).toContain(part);
    }
    started.child.kill('SIGINT');
    expect(await once(started.child, 'exit')).toEqual([0, null]);
    await untilGone(processes.keys());
  });

  it('leaves nothing when it is killed, and starts again on the same data', async () => {
    const port = await freePort();
    const first = start(port);
    await first.until(/ready: http/);
    const processes = descendants(first.child.pid ?? 0);
    first.child.kill('SIGKILL');
    await untilGone(processes.keys());
    const second = start(port);
    await second.until(/ready: http/);
    expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);
  });

  it('starts a part again that was killed', async () => {
    const started = start(await freePort());
    await started.until(/ready: http/);
    const [grader] =
      [...descendants(started.child.pid ?? 0)].find(([, command]) => command.includes('apps/grader')) ?? [];
    process.kill(grader ?? 0, 'SIGKILL');
    await started.until(/the grader ended by SIGKILL; starting it again[\s\S]*grader \d+: ready/);
  });

  it('says in one line that the port is taken, or that the data has an owner', async () => {
    const port = await freePort();
    const owner = start(port);
    await owner.until(/ready: http/);
    const other = start(await freePort());
    await once(other.child, 'exit');
    expect(other.printed()).toContain('already running');
    const ownData = data;
    data = await newFolder();
    const taken = start(port);
    await once(taken.child, 'exit');
    expect(taken.printed()).toContain(`Port ${port} is in use. Set PORT to another one`);
    owner.child.kill('SIGINT');
    await once(owner.child, 'exit');
    await rm(ownData, { recursive: true, force: true });
  });
});
