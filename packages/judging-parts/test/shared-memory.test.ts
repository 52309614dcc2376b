/** Stores to shared memory that change nothing, and what is done after a block is closed. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPool, textOf, withExplored } from './explored.ts';

const PROGRAMS = path.resolve(import.meta.dirname, '../../executor-python/test/programs/memory');

let pool: Awaited<ReturnType<typeof openTestPool>>;
beforeAll(async () => {
  pool = await openTestPool();
});
afterAll(() => pool.close());

const outcomesOf = (source: string): Promise<readonly string[]> =>
  withExplored(pool, source, { entry: 'run', args: [] }, async ({ outcomes }) => outcomes);

const TWO = (body: string): string => `
import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory
import numpy as np

def work(name):
    block = SharedMemory(name=name)
    view = np.ndarray((2,), dtype=np.int64, buffer=block.buf)
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
    del view
    block.close()

def run():
    block = SharedMemory(create=True, size=16)
    view = np.ndarray((2,), dtype=np.int64, buffer=block.buf)
    view[:] = [1, 5]
    p = mp.Process(target=work, args=(block.name,))
    p.start()
    view[0] = 2
    p.join()
    result = view.tolist()
    del view
    block.close()
    block.unlink()
    return result
`;

describe('a store of what is there already', () => {
  it('of a whole array loses what another process stored meanwhile', async () => {
    expect(await outcomesOf(await textOf(path.join(PROGRAMS, 'equal_stores.py')))).toEqual([
      '[0, 1]',
      '[1, 0]',
      '[1, 1]',
    ]);
  });

  it.each([
    ['one element', 'view[0] = 1'],
    ['a slice', 'view[0:1] = 1'],
    ['a mask', 'view[view == 1] = 1'],
    ['fill()', 'view[:1].fill(1)'],
    ['bytes', 'block.buf[0] = 1'],
    ['a slice of bytes', 'block.buf[0:1] = b"\\x01"'],
  ])('counts: %s', async (_name, body) => {
    expect(await outcomesOf(TWO(body))).toEqual(['[1, 5]', '[2, 5]']);
  });

  it('leaves its neighbours alone', async () => {
    expect(await outcomesOf(TWO('view[1] = 5'))).toEqual(['[2, 5]']);
  });
});

describe('a block that was closed', () => {
  const closed = (body: string): string => `
import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory
import numpy as np

def work(lock):
    with lock:
        pass

def run():
    block = SharedMemory(create=True, size=16)
    kept = np.ndarray((2,), dtype=np.int64, buffer=block.buf)
    kept[:] = [3, 4]
    result = kept.tolist()
    block.close()
    block.unlink()
    lock = mp.Lock()
    p = mp.Process(target=work, args=(lock,))
    p.start()
    with lock:
        pass
    p.join()
    ${body}
`;

  it('harms nobody who keeps an array over it', async () => {
    expect(await outcomesOf(closed('return result'))).toEqual(['[3, 4]']);
  });

  it('ends who reads that array, as it does for real', async () => {
    await expect(outcomesOf(closed('return kept.tolist()'))).rejects.toMatchObject({ reason: 'died' });
  });

  it('cannot be closed while a view of it is kept', async () => {
    const view =
      'block = SharedMemory(create=True, size=4)\n    view = block.buf[:2]\n    try:\n        block.close()\n    except BufferError as error:\n        return str(error)';
    expect(await outcomesOf(closed(view))).toEqual(['"cannot close exported pointers exist"']);
  });

  it('can be closed when a view of it is deleted, in each run alike', async () => {
    const body =
      'block = SharedMemory(create=True, size=4)\n    view = block.buf[:2]\n    seen = view[0]\n    del view\n    block.close()\n    block.unlink()\n    return seen';
    expect(await outcomesOf(closed(body))).toEqual(['0']);
  });
});
