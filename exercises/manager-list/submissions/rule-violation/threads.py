from multiprocessing import Manager
from threading import Thread


def append_all(n_procs):
    with Manager() as manager:
        shared = manager.list()
        threads = [Thread(target=shared.append, args=(i,)) for i in range(n_procs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return list(shared)
