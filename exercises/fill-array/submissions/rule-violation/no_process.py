from multiprocessing import Array


def fill(n_procs, size, start):
    cells = Array("d", size)
    for i in range(size):
        cells[i] = start + i
    return list(cells)
