# The child puts its results into a second block, which nobody removes.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, out_name, length):
    block, out = SharedMemory(name=name), SharedMemory(name=out_name)
    source = np.ndarray((length,), dtype=float, buffer=block.buf)
    target = np.ndarray((length,), dtype=float, buffer=out.buf)
    target[:] = source * 2
    del source, target
    block.close()
    out.close()


def double(values):
    length = len(values)
    block = SharedMemory(create=True, size=8 * length)
    out = SharedMemory(create=True, size=8 * length)
    array = np.ndarray((length,), dtype=float, buffer=block.buf)
    array[:] = values
    child = Process(target=work, args=(block.name, out.name, length))
    child.start()
    child.join()
    result = np.ndarray((length,), dtype=float, buffer=out.buf).tolist()
    del array
    block.close()
    out.close()
    block.unlink()
    return result
