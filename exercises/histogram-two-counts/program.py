from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name: str) -> None:
    block = SharedMemory(name=name)
    counts = np.ndarray((1,), dtype=np.int64, buffer=block.buf)
    counts[0] += 1
    del counts
    block.close()


def count() -> int:
    block = SharedMemory(create=True, size=8)
    counts = np.ndarray((1,), dtype=np.int64, buffer=block.buf)
    counts[0] = 0
    children = [Process(target=work, args=(block.name,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    total = int(counts[0])
    del counts
    block.close()
    block.unlink()
    return total
