# equal
"""Elements beside each other, smaller than a word, are left alone."""

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, index):
    block = SharedMemory(name=name)
    array = np.ndarray((4,), dtype=np.uint8, buffer=block.buf)
    array[index] = 10 + index
    del array
    block.close()


def run():
    block = SharedMemory(create=True, size=4)
    ps = [mp.Process(target=work, args=(block.name, index)) for index in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    result = list(block.buf[:4])
    block.close()
    block.unlink()
    return result
