# The workers attach and leave; the parent counts into the block.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name):
    block = SharedMemory(name=name)
    block.close()


def histogram(data, bins, n_procs):
    block = SharedMemory(create=True, size=8 * bins)
    processes = [Process(target=work, args=(block.name,)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    for value in data:
        counts[value % bins] += 1
    for process in processes:
        process.join()
    result = counts.tolist()
    del counts
    block.close()
    block.unlink()
    return result
