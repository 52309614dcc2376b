# Rounds the length of a slice up: the last one runs over the end.
from multiprocessing import Array, Process


def work(cells, p, length, start):
    for i in range(p * length, (p + 1) * length):
        cells[i] = start + i


def fill(n_procs, size, start):
    cells = Array("d", size)
    length = -(-size // n_procs)
    processes = [Process(target=work, args=(cells, p, length, start)) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(cells)
