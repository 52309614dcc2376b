from multiprocessing import Process, Queue


def work(share, results):
    for n in share:
        results.put(sum(i * i for i in range(n)))


def heavy_all(ns, n_workers):
    results = Queue()
    workers = [Process(target=work, args=(ns[w::n_workers], results)) for w in range(n_workers)]
    for worker in workers:
        worker.start()
    sums = [results.get() for _ in ns]
    for worker in workers:
        worker.join()
    return sums
