# subset
"""Two processes add one to the same element of an array without a lock."""

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name):
    block = SharedMemory(name=name)
    array = np.ndarray((1,), dtype=np.int64, buffer=block.buf)
    array[0] += 1
    del array
    block.close()


def run():
    block = SharedMemory(create=True, size=8)
    array = np.ndarray((1,), dtype=np.int64, buffer=block.buf)
    array[0] = 0
    ps = [mp.Process(target=work, args=(block.name,)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    result = int(array[0])
    del array
    block.close()
    block.unlink()
    return result
