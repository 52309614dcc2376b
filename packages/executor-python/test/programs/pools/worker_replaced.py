# equal
"""A worker that ended is replaced: other tasks are done, the lost one's result never comes."""

import multiprocessing as mp
import sys


def task(x):
    if x == 0:
        sys.exit(1)
    return x


def run():
    with mp.Pool(1) as pool:
        lost = pool.apply_async(task, (0,))
        done = pool.apply_async(task, (5,))
        return [done.get(), lost.ready()]
