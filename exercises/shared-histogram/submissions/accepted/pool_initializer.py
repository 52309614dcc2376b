# A pool's workers attach once, when they begin.
from multiprocessing import Lock, Pool
from multiprocessing.shared_memory import SharedMemory

import numpy as np

block = None
guard = None


def attach(name, lock):
    global block, guard
    block = SharedMemory(name=name)
    guard = lock


def work(bins, share):
    mine = np.bincount(np.array(share, dtype=np.int64) % bins, minlength=bins)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    with guard:
        np.add(counts, mine, out=counts)


def histogram(data, bins, n_procs):
    lock = Lock()
    memory = SharedMemory(create=True, size=8 * bins)
    with Pool(n_procs, initializer=attach, initargs=(memory.name, lock)) as pool:
        pool.starmap(work, [(bins, data[p::n_procs]) for p in range(n_procs)], chunksize=1)
        pool.close()
        pool.join()
    counts = np.ndarray((bins,), dtype=np.int64, buffer=memory.buf)
    result = counts.tolist()
    del counts
    memory.close()
    memory.unlink()
    return result
