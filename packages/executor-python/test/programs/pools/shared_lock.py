# equal
"""Workers share what they inherited: a manager's dict under a manager's lock."""

import multiprocessing as mp

shared = None


def add(x):
    with shared[1]:
        shared[0]["sum"] += x


def run():
    global shared
    with mp.Manager() as manager:
        shared = manager.dict(sum=0), manager.Lock()
        with mp.Pool(2) as pool:
            pool.map(add, [1, 2])
        return shared[0]["sum"]
