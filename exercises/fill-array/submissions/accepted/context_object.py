from multiprocessing import get_context


def work(cells, first, length, start):
    for offset in range(length):
        cells.get_obj()[first + offset] = start + first + offset


def fill(n_procs, size, start):
    context = get_context("fork")
    cells = context.Array("d", [0.0] * size)
    quotient, remainder = divmod(size, n_procs)
    processes = []
    first = 0
    for p in range(n_procs):
        length = quotient + (p < remainder)
        process = context.Process(target=work, args=(cells, first, length, start), daemon=True)
        process.start()
        processes.append(process)
        first += length
    while processes:
        processes.pop().join()
    return cells.get_obj()[:]
