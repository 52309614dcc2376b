# 64-bit places in shared memory, one for each sum.
from multiprocessing import Array, Process


def work(ns, sums, first, step):
    for index in range(first, len(ns), step):
        sums[index] = sum(i * i for i in range(ns[index]))


def heavy_all(ns, n_workers):
    sums = Array("q", len(ns), lock=False)
    workers = [Process(target=work, args=(ns, sums, w, n_workers)) for w in range(n_workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sums[:]
