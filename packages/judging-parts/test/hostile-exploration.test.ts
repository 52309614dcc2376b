/** What a hostile or broken program does while it is explored costs its own exploration only. */
import { ExploredFault } from '@lockstep/executor-python';
import { ProgramFault } from '@lockstep/explorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPool, withExplored } from './explored.ts';

let pool: Awaited<ReturnType<typeof openTestPool>>;
beforeAll(async () => {
  pool = await openTestPool();
});
afterAll(() => pool.close());

const HEAD = 'import ctypes, multiprocessing as mp, os, socket, struct, sys, time\n';
/** The channel to the supervisor is the only socket that an executor has. */
const CHANNEL = `
def channel():
    for fd in range(3, 512):
        try:
            if os.readlink(f"/proc/self/fd/{fd}").startswith("socket:"):
                return fd
        except OSError:
            pass
    for fd in range(3, 512):
        try:
            os.fstat(fd)
            return fd
        except OSError:
            pass
`;

async function outcomes(body: string): Promise<readonly string[]> {
  const source = `${HEAD}${CHANNEL}\n${body}`;
  return withExplored(pool, source, { entry: 'run', args: [] }, async (explored) => explored.outcomes);
}

/** The reason for which the program could not be explored. */
async function reason(body: string): Promise<string> {
  try {
    return `explored: ${(await outcomes(body)).join()}`;
  } catch (error) {
    if (error instanceof ExploredFault || error instanceof ProgramFault) return error.reason;
    throw error;
  }
}

describe('a program that misbehaves while it is explored', () => {
  it('is stuck when it computes for ever', async () => {
    expect(await reason('def run():\n    mp.Lock().acquire()\n    while True: pass\n')).toBe('stuck');
  });

  it('is garbage when it floods the channel', async () => {
    expect(await reason('def run():\n    os.write(channel(), b"\\xff" * 1_000_000)\n    mp.Lock().acquire()\n')).toBe(
      'garbage',
    );
  });

  it('is garbage when it writes what is no announcement', async () => {
    const frame = 'struct.pack("=I", 12) + b". hello 0\\n{}"';
    expect(await reason(`def run():\n    os.write(channel(), ${frame})\n    mp.Lock().acquire()\n`)).toBe('garbage');
  });

  it('is garbage when it makes objects in the name of another process', async () => {
    const announcement =
      '{"operation": {"kind": "pause"}, "line": 0, "creations": [{"name": "0.7#0", "spec": {"kind": "lock"}}]}';
    const frame = `(lambda data: struct.pack("=I", len(data)) + data)(b'. pause 0\\n${announcement}')`;
    expect(
      await reason(`def run():\n    os.write(channel(), ${frame})\n    time.sleep(1)\n    mp.Lock().acquire()\n`),
    ).toBe('garbage');
  });

  it('has died when it ends without saying so', async () => {
    expect(await reason('def run():\n    ctypes.CDLL(None)._exit(3)\n')).toBe('died');
  });

  it('can start no process behind the back of the explorer', async () => {
    const body =
      'def run():\n    libc = ctypes.CDLL(None)\n    return [libc.fork() for _ in range(100)] == [-1] * 100\n';
    expect(await outcomes(body)).toEqual(['true']);
  });

  it('can send no signal and open no socket', async () => {
    const body =
      'def run():\n    libc = ctypes.CDLL(None)\n    return [libc.kill(1, 9), libc.kill(-1, 9), libc.socket(1, 1, 0)]\n';
    expect(await outcomes(body)).toEqual(['[-1, -1, -1]']);
  });

  it('gets an error when it wants more memory than there is', async () => {
    expect(await outcomes('def run():\n    return len(bytes(4 * 2**30))\n')).toEqual(['raised MemoryError']);
  });

  it('says what has no model', async () => {
    expect(await reason('import threading\ndef run():\n    threading.Thread(target=print).start()\n')).toBe(
      'not-modelled',
    );
    expect(await reason('def run():\n    os.fork()\n')).toBe('not-modelled');
    expect(await reason('def run():\n    open("/tmp/x", "w")\n')).toBe('not-modelled');
    expect(await reason('def run():\n    socket.socket()\n')).toBe('not-modelled');
  });

  it('is not passed silently when it does not do the same twice', async () => {
    // The monotonic clock of the C library is not virtual.
    const body = `
def run():
    libc = ctypes.CDLL(None)
    now = ctypes.create_string_buffer(16)
    value = mp.Value('q', 0)
    lock = mp.Lock()
    def child():
        libc.clock_gettime(1, now)
        value.value = int.from_bytes(now.raw[8:], sys.byteorder)
        with lock: pass
    p = mp.Process(target=child)
    p.start()
    with lock: pass
    p.join()
`;
    expect(await reason(body)).toBe('nondeterministic');
  });

  it('leaves the pool as good as it was', async () => {
    expect(await outcomes('def run():\n    with mp.Lock():\n        return 1\n')).toEqual(['1']);
  });
});
