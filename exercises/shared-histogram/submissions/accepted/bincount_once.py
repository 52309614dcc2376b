# Each worker counts on its own first and takes the lock once.
import multiprocessing as mp
from multiprocessing.shared_memory import SharedMemory

import numpy as np


class Counter(mp.Process):
    def __init__(self, block, bins, lock, share):
        super().__init__()
        self.block = block
        self.bins = bins
        self.lock = lock
        self.share = share

    def run(self):
        mine = np.bincount(np.array(self.share, dtype=np.int64) % self.bins, minlength=self.bins)
        counts = np.ndarray((self.bins,), dtype=np.int64, buffer=self.block.buf)
        with self.lock:
            counts += mine
        del counts
        self.block.close()


def histogram(data, bins, n_procs):
    lock = mp.Lock()
    block = SharedMemory(create=True, size=np.dtype(np.int64).itemsize * bins)
    try:
        shares = np.array_split(np.array(data, dtype=np.int64), n_procs)
        workers = [Counter(block, bins, lock, share) for share in shares]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        counts = np.ndarray((bins,), dtype=np.int64, buffer=block.buf)
        result = [int(count) for count in counts]
        del counts
        return result
    finally:
        block.close()
        block.unlink()
