from threading import Thread


def work(ns, sums, first, step):
    for index in range(first, len(ns), step):
        sums[index] = sum(i * i for i in range(ns[index]))


def heavy_all(ns, n_workers):
    sums = [0] * len(ns)
    threads = [Thread(target=work, args=(ns, sums, w, n_workers)) for w in range(n_workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sums
