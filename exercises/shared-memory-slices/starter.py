from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def work(name: str, size: int, start: int, stop: int) -> None:
    block = SharedMemory(name=name)
    array = np.ndarray((size,), dtype=np.float64, buffer=block.buf)
    array[start:stop] **= 2
    del array
    block.close()


def square_slices(size: int, n_procs: int) -> tuple[list[float], float]:
    block = SharedMemory(create=True, size=8 * size)
    array = np.ndarray((size,), dtype=np.float64, buffer=block.buf)
    array[:] = np.arange(size)
    length = size // n_procs
    processes = []
    for p in range(n_procs):
        process = Process(target=work, args=(block.name, size, p * length, (p + 1) * length))
        process.start()
        processes.append(process)
    for process in processes:
        process.join()
    result = array[:10].tolist(), float(array.sum())
    del array
    block.close()
    block.unlink()
    return result
