# Slices end one too early, as if the last index were included.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, size, start, stop):
    block = SharedMemory(name=name)
    array = np.ndarray((size,), dtype=np.float64, buffer=block.buf)
    array[start : stop - 1] **= 2
    del array
    block.close()


def square_slices(size, n_procs):
    block = SharedMemory(create=True, size=8 * size)
    array = np.ndarray((size,), dtype=np.float64, buffer=block.buf)
    array[:] = np.arange(size)
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    processes = [Process(target=work, args=(block.name, size, *pair)) for pair in zip(borders, borders[1:])]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    result = array[:10].tolist(), float(array.sum())
    del array
    block.close()
    block.unlink()
    return result
