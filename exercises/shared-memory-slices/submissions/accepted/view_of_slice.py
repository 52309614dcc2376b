# Each process gets the block and looks at its slice only, by an offset in bytes; the last one takes the rest.
import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory

import numpy as np

ITEM = np.dtype(np.float64).itemsize


class Squarer(mp.Process):
    def __init__(self, block, start, length):
        super().__init__()
        self.block = block
        self.start_at = start
        self.length = length

    def run(self):
        part = np.ndarray((self.length,), dtype=np.float64, buffer=self.block.buf, offset=ITEM * self.start_at)
        np.multiply(part, part, out=part)
        del part
        self.block.close()


def square_slices(size, n_procs):
    block = SharedMemory(create=True, size=ITEM * size)
    try:
        whole = np.ndarray((size,), dtype=np.float64, buffer=block.buf)
        whole[:] = range(size)
        length, rest = divmod(size, n_procs)
        squarers = [Squarer(block, p * length, length + (rest if p == n_procs - 1 else 0)) for p in range(n_procs)]
        for squarer in squarers:
            squarer.start()
        for squarer in squarers:
            squarer.join()
        first = [float(value) for value in whole[:10]]
        total = float(np.sum(whole))
        del whole
        return first, total
    finally:
        block.close()
        block.unlink()
