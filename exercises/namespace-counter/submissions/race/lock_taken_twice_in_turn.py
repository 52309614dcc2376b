from multiprocessing import Lock, Manager, Process


def work(ns, values, lock):
    with lock:
        ns.x += 1
    with lock:
        values.append(ns.x)


def advance(n_procs):
    with Manager() as manager:
        ns = manager.Namespace()
        ns.x = 0
        values = manager.list()
        lock = Lock()
        processes = [Process(target=work, args=(ns, values, lock)) for _ in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return ns.x, list(values)
