# equal
"""Operations on whole arrays, in disjoint slices."""

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, start, stop):
    block = SharedMemory(name=name)
    array = np.ndarray((4,), dtype=np.float64, buffer=block.buf)
    part = array[start:stop]
    part *= part
    del part, array
    block.close()


def run():
    block = SharedMemory(create=True, size=32)
    array = np.ndarray((4,), dtype=np.float64, buffer=block.buf)
    array[:] = np.arange(4)
    ps = [mp.Process(target=work, args=(block.name, 2 * i, 2 * i + 2)) for i in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    result = [array.tolist(), float(array.sum())]
    del array
    block.close()
    block.unlink()
    return result
