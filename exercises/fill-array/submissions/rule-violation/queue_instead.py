from multiprocessing import Process, Queue


def work(parts, first, end, start):
    parts.put((first, [start + i for i in range(first, end)]))


def fill(n_procs, size, start):
    parts = Queue()
    borders = [p * size // n_procs for p in range(n_procs + 1)]
    processes = [
        Process(target=work, args=(parts, borders[p], borders[p + 1], start)) for p in range(n_procs)
    ]
    for process in processes:
        process.start()
    values = [0.0] * size
    for _ in processes:
        first, part = parts.get()
        values[first : first + len(part)] = part
    for process in processes:
        process.join()
    return values
