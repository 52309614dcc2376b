from multiprocessing import Manager, Process


def work(ns, values, lock):
    with lock:
        mine = ns.x + 1
        ns.x = mine
    values.append(mine)


def advance(n_procs):
    with Manager() as manager:
        ns = manager.Namespace()
        ns.x = 0
        values = manager.list()
        lock = manager.Lock()
        processes = [Process(target=work, args=(ns, values, lock)) for _ in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return ns.x, list(values)
