# subset
"""A manager's dict is passed to tasks; += without a lock loses updates."""

import multiprocessing as mp


def add(d):
    d["n"] += 1


def run():
    with mp.Manager() as manager, mp.Pool(2) as pool:
        d = manager.dict(n=0)
        for result in [pool.apply_async(add, (d,)) for _ in range(2)]:
            result.get()
        return d["n"]
