from multiprocessing import Array, Process


def work(cells):
    pass


def fill(n_procs, size, start):
    cells = Array("d", size)
    processes = [Process(target=work, args=(cells,)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    cells[:] = [start + i for i in range(size)]
    return list(cells)
