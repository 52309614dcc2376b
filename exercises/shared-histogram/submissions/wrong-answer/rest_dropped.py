# Slices of equal length leave out what does not divide evenly.
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
    counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
    counts[:] = 0
    step = len(data) // n_procs
    shares = [data[p * step : (p + 1) * step] for p in range(n_procs)]
    processes = [Process(target=work, args=(block.name, lock, bins, share)) for share in shares]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    result = counts.tolist()
    del counts
    block.close()
    block.unlink()
    return result
