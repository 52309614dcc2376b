# subset
"""Callbacks run in the order of completion."""

import multiprocessing as mp


def same(x):
    return x


def run():
    done = []
    pool = mp.Pool(2)
    for x in range(2):
        pool.apply_async(same, (x,), callback=done.append)
    pool.close()
    pool.join()
    return done
