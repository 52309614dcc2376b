# An ordinary array: each worker counts in a copy.
from multiprocessing import Lock, Process

import numpy as np


def work(counts, lock, bins, share):
    for value in share:
        with lock:
            counts[value % bins] += 1


def histogram(data, bins, n_procs):
    lock = Lock()
    counts = np.zeros(bins, dtype=np.int64)
    processes = [Process(target=work, args=(counts, lock, bins, data[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    result = counts.tolist()
    return result
