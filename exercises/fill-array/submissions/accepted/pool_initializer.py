# An Array cannot be sent to a pool with a task; the workers get it when they are made.
from multiprocessing import Array, Pool

cells = None


def take(array):
    global cells
    cells = array


def work(first, end, start):
    for i in range(first, end):
        cells[i] = start + i


def fill(n_procs, size, start):
    array = Array("d", size)
    tasks = []
    first = 0
    for p in range(n_procs):
        length = size // n_procs + (1 if p < size % n_procs else 0)
        tasks.append((first, first + length, start))
        first += length
    with Pool(n_procs, initializer=take, initargs=(array,)) as pool:
        pool.starmap(work, tasks)
        pool.close()
        pool.join()
    return array[:]
