from multiprocessing import Array, Process


def work(cells, first, end, start):
    for i in range(first, end):
        cells[i] = start + i


def fill(n_procs, size, start):
    cells = Array("d", size, lock=False)
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    processes = [
        Process(target=work, args=(cells, first, end, start)) for first, end in zip(borders, borders[1:])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(cells)
