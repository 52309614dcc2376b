from multiprocessing import Manager, Pool


def work(ns, values, lock):
    with lock:
        ns.x += 1
        values.append(ns.x)


def advance(n_procs):
    with Manager() as manager:
        ns = manager.Namespace()
        ns.x = 0
        values = manager.list()
        lock = manager.Lock()
        with Pool(n_procs) as pool:
            pool.starmap(work, [(ns, values, lock)] * n_procs)
            pool.close()
            pool.join()
        return ns.x, values[:]
