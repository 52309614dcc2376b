from multiprocessing import Manager


def advance(n_procs):
    with Manager() as manager:
        ns = manager.Namespace()
        ns.x = 0
        values = manager.list()
        for _ in range(n_procs):
            ns.x += 1
            values.append(ns.x)
        return ns.x, list(values)
