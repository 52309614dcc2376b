# The array is still there, but the memory that it shows is not.
from multiprocessing import Lock, Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, lock, bins, share):
    block = SharedMemory(name=name)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    for value in share:
        with lock:
            counts[value % bins] += 1
    block.close()


def histogram(data, bins, n_procs):
    lock = Lock()
    block = SharedMemory(create=True, size=8 * bins)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    counts[:] = 0
    processes = [Process(target=work, args=(block.name, lock, bins, data[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    block.close()
    block.unlink()
    return counts.tolist()
