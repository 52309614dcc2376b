import time
from multiprocessing import Array, Process


def work(cells, first, end, start):
    for i in range(first, end):
        cells[i] = start + i


def fill(n_procs, size, start):
    cells = Array("d", size)
    for p in range(n_procs):
        Process(target=work, args=(cells, p * size // n_procs, (p + 1) * size // n_procs, start)).start()
    time.sleep(0.5)
    return cells[:]
