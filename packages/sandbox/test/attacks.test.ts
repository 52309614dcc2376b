import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandboxPool, type SandboxPool } from '../src/index.ts';
import { aJob, OPTIONS, printed } from './programs.ts';

let pool: SandboxPool;
let folder: string;
const servers: Server[] = [];

async function listen(where: string | { host: string; port: number }): Promise<number> {
  const server = createServer((socket) => socket.end('secret'));
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where as never, () => resolve());
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-attack-'));
  pool = await openSandboxPool(OPTIONS);
});
afterAll(async () => {
  await pool.close();
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

const run = (source: string, changes = {}) => pool.run(aJob(source, changes));

describe('the host cannot be seen', () => {
  it.each([
    '/etc/passwd',
    '/etc/shadow',
    '/root',
    '/home',
    '/var',
    '/sys',
    '/run',
    '/proc/kcore',
    '/proc/1/mem',
    '/proc/sysrq-trigger',
    '/boot',
  ])('%s cannot be read', async (file) => {
    const source = `import os\ntry:\n    data = os.listdir(${JSON.stringify(file)}) if os.path.isdir(${JSON.stringify(file)}) else open(${JSON.stringify(file)}, "rb").read(10)\n    print("READ", data)\nexcept OSError as e: print("refused")`;
    expect(printed(await run(source))).toBe('refused\n');
  });

  it('its environment and command lines are not there', async () => {
    const source =
      'import os\nprint(sorted(os.environ))\nprint([p for p in os.listdir("/proc") if p.isdigit() and int(p) > 50])\nprint(os.listdir("/usr/bin"))';
    const [environment = '', pids, bins = ''] = printed(await run(source)).split('\n');
    for (const name of ['HOME', 'LANG', 'PATH']) expect(environment).toContain(name);
    expect(environment).not.toMatch(/DATABASE|NODE|USER|npm/i);
    expect(pids).toBe('[]');
    expect(bins).toMatch(/^\['python3(\.\d+)?'(, 'python3(\.\d+)?')?\]$/);
  });

  it.each([
    '/x',
    '/usr/lib/x',
    '/usr/bin/python3',
    '/etc/x',
    '/dev/x',
    '/lockstep/test.py',
    '/proc/sys/kernel/hostname',
  ])('%s cannot be written', async (file) => {
    const source = `try:\n    open(${JSON.stringify(file)}, "r+" if ${JSON.stringify(file)}.endswith((".py", "python3", "hostname")) else "w").write("x")\n    print("WROTE")\nexcept OSError: print("refused")`;
    expect(printed(await run(source))).toBe('refused\n');
  });
});

describe('the host cannot be reached', () => {
  it('over TCP', async () => {
    const port = await listen({ host: '127.0.0.1', port: 0 });
    const source = `import socket\ntry:\n    s = socket.create_connection(("127.0.0.1", ${port}), 2); print("READ", s.recv(9))\nexcept OSError: print("refused")`;
    expect(printed(await run(source))).toBe('refused\n');
  });

  it('over a unix socket in a folder', async () => {
    const socketPath = path.join(folder, 'host.sock');
    await listen(socketPath);
    const source = `import socket\ns = socket.socket(socket.AF_UNIX)\ntry:\n    s.connect(${JSON.stringify(socketPath)}); print("READ", s.recv(9))\nexcept OSError: print("refused")`;
    expect(printed(await run(source))).toBe('refused\n');
  });

  it('over an abstract unix socket', async () => {
    const name = `lockstep-test-${process.pid}`;
    await listen(`\0${name}`);
    const source = `import socket\ns = socket.socket(socket.AF_UNIX)\ntry:\n    s.connect("\\0${name}"); print("READ", s.recv(9))\nexcept OSError: print("refused")`;
    expect(printed(await run(source))).toBe('refused\n');
  });

  it('by signals', async () => {
    const source = `import os\ntry:\n    os.kill(${process.pid}, 0); print("REACHED")\nexcept OSError: print("refused")`;
    expect(printed(await run(source))).toBe('refused\n');
  });
});

describe('privileges cannot be gained', () => {
  it.each([
    ['setuid(0)', 'os.setuid(0)'],
    [
      'a higher limit',
      'import resource; resource.setrlimit(resource.RLIMIT_CORE, (1 << 40, 1 << 40)); resource.setrlimit(resource.RLIMIT_NPROC, (1 << 30, 1 << 30))',
    ],
    ['a device', 'os.mknod("/tmp/m", 0o60600, os.makedev(8, 0))'],
    ['real-time priority', 'os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))'],
    ['a better nice', 'os.nice(-5)'],
    ['another process as target of affinity', 'os.sched_setaffinity(1, {0})'],
    ['chroot', 'os.chroot("/tmp")'],
  ])('%s is refused', async (_name, action) => {
    const source = `import os\ntry:\n    ${action}\n    print("DONE")\nexcept (OSError, ValueError): print("refused")`;
    const text = printed(await run(source));
    if (_name === 'a higher limit') expect(text).toMatch(/refused|DONE/);
    else expect(text).toBe('refused\n');
  });

  it('a link to a host file leads nowhere', async () => {
    const source =
      'import os\nos.symlink("/etc/shadow", "/tmp/l")\ntry: print("READ", open("/tmp/l").read())\nexcept OSError: print("refused")';
    expect(printed(await run(source))).toBe('refused\n');
  });
});

describe('floods and bombs end at their limits, and the next job runs', () => {
  const after = async () => expect(printed(await run('print(42)'))).toBe('42\n');

  it('memory of one process', async () => {
    const result = await run('a = []\nwhile True: a.append(bytearray(b"x") * (4 << 20))');
    expect(result.oomKills + (result.killedBy === 'memory' ? 1 : 0)).toBeGreaterThan(0);
    await after();
  });

  it('memory of twenty processes', async () => {
    const source =
      'import os, time\nfor _ in range(20):\n    if os.fork() == 0:\n        b = bytearray(b"x") * (8 << 20); time.sleep(20)\nfor _ in range(20): os.wait()';
    const result = await run(source, { wallMs: 2_000 });
    expect(result.oomKills + (result.killedBy === null ? 0 : 1)).toBeGreaterThan(0);
    await after();
  });

  it('a relentless fork bomb', async () => {
    const result = await run('import os\nwhile True:\n    try: os.fork()\n    except OSError: pass', {
      wallMs: 1_000,
      cpuMs: 1_000,
    });
    expect(result.killedBy).toMatch(/^(wall|cpu)$/);
    expect(result.pidsRefused).toBeGreaterThan(0);
    await after();
  });

  it('spinning for ever with signals ignored', async () => {
    const source =
      'import signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n    except OSError: pass\nwhile True: pass';
    expect((await run(source, { cpuMs: 500, wallMs: 20_000 })).killedBy).toBe('cpu');
    await after();
  });

  it.each(['/tmp', '/dev/shm'])('filling %s', async (place) => {
    const source = `n = 0\ntry:\n    while True:\n        open("${place}/f%d" % n, "wb").write(b"x" * (1 << 20)); n += 1\nexcept OSError as e: print(e.errno, n <= 16)`;
    expect(printed(await run(source))).toBe('28 True\n');
  });

  it('a flood on the reply channel', async () => {
    const result = await run('import os\nwhile True: os.write(3, b"x" * 65536)', { inline: true });
    expect(result).toMatchObject({ killedBy: 'reply', record: null });
    await after();
  });

  it.each([
    ['nothing', 'pass'],
    ['half a line', 'import os; os.write(3, b"{")'],
    ['two lines', 'import os; os.write(3, b"{}\\n{}\\n")'],
    ['bytes that are no text', 'import os; os.write(3, b"\\xff\\xfe\\x00")'],
  ])('%s on the reply channel is no record', async (_name, source) => {
    expect((await run(source, { inline: true })).record).toBeNull();
    await after();
  });
});

it('what one job leaves in /tmp and /dev/shm, the next does not find', async () => {
  await run('open("/tmp/left", "w").write("x"); open("/dev/shm/left", "w").write("x")');
  expect(printed(await run('import os\nprint(os.listdir("/tmp"), os.listdir("/dev/shm"))'))).toBe('[] []\n');
});
