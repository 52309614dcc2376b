# equal
"""Callbacks have run when join() returns; an error calls the other one."""

import multiprocessing as mp


def half(x):
    if x % 2:
        raise ValueError(x)
    return x // 2


def run():
    good, bad = [], []
    pool = mp.Pool(1)
    for x in (4, 3):
        pool.apply_async(half, (x,), callback=good.append, error_callback=lambda error: bad.append(repr(error)))
    pool.map_async(half, [2, 8], callback=good.append)
    pool.close()
    pool.join()
    return good, bad
