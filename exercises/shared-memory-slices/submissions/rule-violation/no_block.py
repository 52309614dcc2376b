# Squares travel through a queue.
from multiprocessing import Process, Queue

import numpy as np


def work(results, p, start, stop):
    results.put((p, np.arange(start, stop, dtype=np.float64) ** 2))


def square_slices(size, n_procs):
    results = Queue()
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    processes = [Process(target=work, args=(results, p, borders[p], borders[p + 1])) for p in range(n_procs)]
    for process in processes:
        process.start()
    parts = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    array = np.concatenate([parts[p] for p in range(n_procs)])
    return array[:10].tolist(), float(array.sum())
