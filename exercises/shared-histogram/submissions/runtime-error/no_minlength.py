# bincount ends at the highest bin that occurs, so that the shapes differ.
from multiprocessing import Lock, Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, lock, bins, share):
    block = SharedMemory(name=name)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    mine = np.bincount(np.array(share, dtype=np.int64) % bins)
    with lock:
        counts += mine
    del counts
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
    result = counts.tolist()
    del counts
    block.close()
    block.unlink()
    return result
