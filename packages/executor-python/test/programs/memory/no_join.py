# subset
"""The parent does not wait for its child."""

import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory


def work(block):
    block.buf[0] = 1


def run():
    block = SharedMemory(create=True, size=1)
    p = mp.Process(target=work, args=(block,))
    p.start()
    result = block.buf[0]
    p.join()
    block.close()
    block.unlink()
    return result
