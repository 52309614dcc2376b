# Bytes in and out; NumPy's own floats in the result are floats too.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name, length):
    block = SharedMemory(name=name)
    doubled = 2 * np.frombuffer(block.buf, dtype=float, count=length)
    block.buf[: 8 * length] = doubled.tobytes()
    del doubled
    block.close()


def double(values):
    data = np.asarray(values, dtype=float).tobytes()
    block = SharedMemory(create=True, size=len(data))
    block.buf[: len(data)] = data
    child = Process(target=work, args=(block.name, len(values)))
    child.start()
    child.join()
    result = list(np.frombuffer(bytes(block.buf[: len(data)]), dtype=float))
    block.close()
    block.unlink()
    return result
