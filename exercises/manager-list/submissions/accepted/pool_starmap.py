from multiprocessing import Manager, Pool


def work(shared, i):
    shared.append(i)


def append_all(n_procs):
    with Manager() as manager:
        shared = manager.list()
        with Pool(n_procs) as pool:
            pool.starmap(work, [(shared, i) for i in range(n_procs)])
            pool.close()
            pool.join()
        return shared[:]
