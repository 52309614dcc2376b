# Without NumPy: views of type double, and math.fsum for the sum.
import math
from contextlib import closing
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name, size, start, stop):
    with closing(SharedMemory(name=name)) as block:
        with block.buf[8 * start : 8 * stop].cast("d") as view:
            for index, value in enumerate(view):
                view[index] = value * value


def square_slices(size, n_procs):
    with closing(SharedMemory(create=True, size=8 * size)) as block:
        with block.buf[: 8 * size].cast("d") as view:
            for index in range(size):
                view[index] = index
            length = -(-size // n_procs)
            processes = []
            for p in range(n_procs):
                stop = min(size, (p + 1) * length)
                if p * length < stop:
                    processes.append(Process(target=work, args=(block.name, size, p * length, stop)))
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            result = view[:10].tolist(), math.fsum(view)
        block.unlink()
    return result
