# Shared memory and a lock, but threads in place of processes.
from multiprocessing.shared_memory import SharedMemory
from threading import Lock, Thread

import numpy as np


def work(name, lock, bins, share):
    block = SharedMemory(name=name)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    for value in share:
        with lock:
            counts[value % bins] += 1
    del counts
    block.close()


def histogram(data, bins, n_procs):
    lock = Lock()
    block = SharedMemory(create=True, size=8 * bins)
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    counts[:] = 0
    threads = [Thread(target=work, args=(block.name, lock, bins, data[p::n_procs])) for p in range(n_procs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result = counts.tolist()
    del counts
    block.close()
    block.unlink()
    return result
