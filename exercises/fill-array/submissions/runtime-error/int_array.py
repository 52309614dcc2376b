# 'i' holds ints only.
from multiprocessing import Array, Process


def work(cells, first, end, start):
    for i in range(first, end):
        cells[i] = start + i


def fill(n_procs, size, start):
    cells = Array("i", size)
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    processes = [
        Process(target=work, args=(cells, borders[p], borders[p + 1], start)) for p in range(n_procs)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(cells)
