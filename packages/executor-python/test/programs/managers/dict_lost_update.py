# equal
"""d[k] += 1 on a managed dict is a read and a write: one of two increments may be lost."""

import multiprocessing as mp


def add(d):
    d["n"] += 1


def run():
    with mp.Manager() as manager:
        d = manager.dict(n=0)
        workers = [mp.Process(target=add, args=(d,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return d["n"] in (1, 2)
