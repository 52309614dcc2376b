from multiprocessing import Array
from threading import Thread


def work(cells, first, end, start):
    for i in range(first, end):
        cells[i] = start + i


def fill(n_procs, size, start):
    cells = Array("d", size)
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    threads = [Thread(target=work, args=(cells, borders[p], borders[p + 1], start)) for p in range(n_procs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(cells)
