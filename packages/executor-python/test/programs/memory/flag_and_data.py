# equal
"""An event tells that the data is there."""

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory


def work(name, ready):
    block = SharedMemory(name=name)
    block.buf[1] = 42
    ready.set()
    block.close()


def run():
    ready = mp.Event()
    block = SharedMemory(create=True, size=2)
    p = mp.Process(target=work, args=(block.name, ready))
    p.start()
    ready.wait()
    result = block.buf[1]
    p.join()
    block.close()
    block.unlink()
    return result
