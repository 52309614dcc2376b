# subset
"""A whole array is added to another one in place: elements to which 0 is added are stored too, over what others stored."""

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, mine):
    block = SharedMemory(name=name)
    counts = np.ndarray((2,), dtype=np.int64, buffer=block.buf)
    counts += np.array(mine)
    del counts
    block.close()


def run():
    block = SharedMemory(create=True, size=16)
    counts = np.ndarray((2,), dtype=np.int64, buffer=block.buf)
    counts[:] = 0
    ps = [mp.Process(target=work, args=(block.name, mine)) for mine in ([1, 0], [0, 1])]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    result = counts.tolist()
    del counts
    block.close()
    block.unlink()
    return result
