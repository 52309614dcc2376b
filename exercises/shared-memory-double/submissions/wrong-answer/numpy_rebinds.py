# array = array * 2 makes a new array; array *= 2 would have changed the block.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, length):
    block = SharedMemory(name=name)
    array = np.ndarray((length,), dtype=float, buffer=block.buf)
    array = array * 2
    block.close()


def double(values):
    block = SharedMemory(create=True, size=8 * len(values))
    array = np.ndarray((len(values),), dtype=float, buffer=block.buf)
    array[:] = values
    child = Process(target=work, args=(block.name, len(values)))
    child.start()
    child.join()
    result = array.tolist()
    del array
    block.close()
    block.unlink()
    return result
