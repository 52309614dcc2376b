# A slice of an Array is a plain list.
from multiprocessing import Array, Process


def work(part, first, start):
    for i in range(len(part)):
        part[i] = start + first + i


def fill(n_procs, size, start):
    cells = Array("d", size)
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    processes = [
        Process(target=work, args=(cells[borders[p] : borders[p + 1]], borders[p], start))
        for p in range(n_procs)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(cells)
