# Slices with a step: process p fills p, p + n_procs, p + 2 * n_procs ...
from multiprocessing import Array, Process


def work(cells, p, n_procs, start):
    for i in range(p, len(cells), n_procs):
        with cells.get_lock():
            cells[i] = start + i


def fill(n_procs, size, start):
    if size == 0:
        return []
    cells = Array("d", size)
    processes = [Process(target=work, args=(cells, p, n_procs, start)) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with cells.get_lock():
        return [float(value) for value in cells]
