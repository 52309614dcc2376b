from multiprocessing import Lock, Manager, Process


def work(ns, values, lock):
    with lock:
        ns.x += 1
        values.append(ns.x)


def advance(n_procs):
    manager = Manager()
    ns = manager.Namespace()
    ns.x = 0
    values = manager.list()
    lock = Lock()
    for _ in range(n_procs):
        Process(target=work, args=(ns, values, lock)).start()
    return ns.x, list(values)
