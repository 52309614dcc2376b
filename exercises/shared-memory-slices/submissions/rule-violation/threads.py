# Slices and shared memory, but threads.
from multiprocessing.shared_memory import SharedMemory
from threading import Thread

import numpy as np


def work(name, size, start, stop):
    block = SharedMemory(name=name)
    array = np.ndarray((size,), dtype=np.float64, buffer=block.buf)
    array[start:stop] **= 2
    del array
    block.close()


def square_slices(size, n_procs):
    block = SharedMemory(create=True, size=8 * size)
    array = np.ndarray((size,), dtype=np.float64, buffer=block.buf)
    array[:] = np.arange(size)
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    threads = [Thread(target=work, args=(block.name, size, *pair)) for pair in zip(borders, borders[1:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result = array[:10].tolist(), float(array.sum())
    del array
    block.close()
    block.unlink()
    return result
