# equal
"""A manager's lock makes the increments of two processes one after the other."""

import multiprocessing as mp


def add(d, lock):
    with lock:
        d["n"] += 1


def run():
    with mp.Manager() as manager:
        d, lock = manager.dict(n=0), manager.Lock()
        workers = [mp.Process(target=add, args=(d, lock)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return d.copy()
