from multiprocessing import Array, Process


def work(ns, sums, first, step):
    for index in range(first, len(ns), step):
        sums[index] = sum(i * i for i in range(ns[index]))


def heavy_all(ns, n_workers):
    sums = Array("d", len(ns))
    workers = [Process(target=work, args=(ns, sums, w, n_workers)) for w in range(n_workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [int(value) for value in sums]
