from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, length):
    block = SharedMemory(name=name)
    array = np.ndarray((length,), dtype=np.float64, buffer=block.buf)
    array *= 2
    del array
    block.close()


def double(values):
    source = np.array(values, dtype=np.float64)
    block = SharedMemory(create=True, size=source.nbytes)
    array = np.ndarray(source.shape, dtype=source.dtype, buffer=block.buf)
    array[:] = source
    child = Process(target=work, args=(block.name, len(values)))
    child.start()
    child.join()
    result = array.tolist()
    del array
    block.close()
    block.unlink()
    return result
