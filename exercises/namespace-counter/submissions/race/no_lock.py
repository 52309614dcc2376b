from multiprocessing import Manager, Process


def work(ns, values):
    ns.x += 1
    values.append(ns.x)


def advance(n_procs):
    with Manager() as manager:
        ns = manager.Namespace()
        ns.x = 0
        values = manager.list()
        processes = [Process(target=work, args=(ns, values)) for _ in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return ns.x, list(values)
