from multiprocessing import Manager
from threading import Lock, Thread


def work(ns, values, lock):
    with lock:
        ns.x += 1
        values.append(ns.x)


def advance(n_procs):
    with Manager() as manager:
        ns = manager.Namespace()
        ns.x = 0
        values = manager.list()
        lock = Lock()
        threads = [Thread(target=work, args=(ns, values, lock)) for _ in range(n_procs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return ns.x, list(values)
