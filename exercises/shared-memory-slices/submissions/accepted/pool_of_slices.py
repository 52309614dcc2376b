# A pool of workers; an element of the list is a slice for each.
from multiprocessing import Pool
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, size, start, stop):
    block = SharedMemory(name=name)
    array = np.ndarray((size,), dtype=float, buffer=block.buf)
    part = array[start:stop]
    part[:] = part * part
    del part, array
    block.close()


def square_slices(size, n_procs):
    block = SharedMemory(create=True, size=8 * size)
    array = np.ndarray((size,), dtype=float, buffer=block.buf)
    array[:] = np.arange(size)
    jobs = []
    start = 0
    for p in range(n_procs):
        stop = start + size // n_procs + (1 if p < size % n_procs else 0)
        jobs.append((block.name, size, start, stop))
        start = stop
    with Pool(n_procs) as pool:
        pool.starmap(work, jobs, chunksize=1)
        pool.close()
        pool.join()
    result = array[:10].tolist(), array.sum()
    del array
    block.close()
    block.unlink()
    return result
