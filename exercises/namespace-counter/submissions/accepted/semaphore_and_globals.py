from multiprocessing import Manager, Process, Semaphore

turn = Semaphore(1)


def work(ns, values):
    with turn:
        values.append(ns.x + 1)
        ns.x = ns.x + 1


def advance(n_procs):
    manager = Manager()
    ns = manager.Namespace()
    ns.x = 0
    values = manager.list()
    processes = [Process(target=work, args=(ns, values), daemon=True) for _ in range(n_procs)]
    for process in processes:
        process.start()
    while processes:
        processes.pop().join()
    return ns.x, list(values)
