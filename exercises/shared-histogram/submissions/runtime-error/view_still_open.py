# A view of the block is alive when the block is closed.
from multiprocessing import Lock, Process
from multiprocessing.shared_memory import SharedMemory

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
    counts = np.frombuffer(block.buf, dtype=np.int64, count=bins)
    counts[:] = 0
    processes = [Process(target=work, args=(block.name, lock, bins, data[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    block.close()
    block.unlink()
    return counts.tolist()
