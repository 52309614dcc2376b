from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, bins, share):
    block = SharedMemory(name=name)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    for value in share:
        counts[value % bins] += 1
    del counts
    block.close()


def histogram(data, bins, n_procs):
    block = SharedMemory(create=True, size=8 * bins)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    counts[:] = 0
    processes = [Process(target=work, args=(block.name, bins, data[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    result = counts.tolist()
    del counts
    block.close()
    block.unlink()
    return result
