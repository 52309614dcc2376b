from multiprocessing import Process


def work(values, first, end, start):
    for i in range(first, end):
        values[i] = start + i


def fill(n_procs, size, start):
    values = [0.0] * size
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    processes = [
        Process(target=work, args=(values, borders[p], borders[p + 1], start)) for p in range(n_procs)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return values
