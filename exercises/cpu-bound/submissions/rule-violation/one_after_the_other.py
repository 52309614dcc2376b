from multiprocessing import Process, Queue


def work(ns, results):
    results.put([sum(i * i for i in range(n)) for n in ns])


def heavy_all(ns, n_workers):
    sums = [0] * len(ns)
    results = Queue()
    for w in range(n_workers):
        worker = Process(target=work, args=(ns[w::n_workers], results))
        worker.start()
        sums[w::n_workers] = results.get()
        worker.join()
    return sums
