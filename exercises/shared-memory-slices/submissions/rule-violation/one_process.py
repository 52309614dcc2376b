# A single process for the whole block.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

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
    processes = [Process(target=work, args=(block.name, size, 0, size))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    result = array[:10].tolist(), float(array.sum())
    del array
    block.close()
    block.unlink()
    return result
