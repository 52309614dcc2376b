# A lock for the bin, and the whole array written back.
from multiprocessing import Lock, Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, locks, bins, share):
    block = SharedMemory(name=name)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    for value in share:
        with locks[value % bins]:
            copy = counts.copy()
            copy[value % bins] += 1
            counts[:] = copy
    del counts
    block.close()


def histogram(data, bins, n_procs):
    locks = [Lock() for _ in range(bins)]
    block = SharedMemory(create=True, size=8 * bins)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    counts[:] = 0
    processes = [Process(target=work, args=(block.name, locks, bins, data[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    result = [int(c) for c in counts]
    del counts
    block.close()
    block.unlink()
    return result
