# A block for each worker, and only the last one is removed.
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
    blocks = [SharedMemory(create=True, size=8 * bins) for _ in range(n_procs)]
    processes = [Process(target=work, args=(blocks[p].name, bins, data[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    result = [0] * bins
    for block in blocks:
        counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
        result = [a + b for a, b in zip(result, counts.tolist())]
        del counts
        block.close()
    block.unlink()
    return result
