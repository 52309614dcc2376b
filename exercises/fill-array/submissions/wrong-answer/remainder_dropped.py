from multiprocessing import Array, Process


def work(cells, p, length, start):
    for i in range(length):
        cells[p * length + i] = start + p * length + i


def fill(n_procs, size, start):
    cells = Array("d", size)
    length = size // n_procs
    processes = [Process(target=work, args=(cells, p, length, start)) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return cells[:]
