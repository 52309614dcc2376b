# equal
"""A single worker keeps its memory from task to task; with maxtasksperchild=1 it does not."""

import multiprocessing as mp

count = 0


def step(_):
    global count
    count += 1
    return count


def run():
    with mp.Pool(1) as pool:
        kept = pool.map(step, range(3), chunksize=1)
    with mp.Pool(1, maxtasksperchild=1) as pool:
        return [kept, pool.map(step, range(2), chunksize=1)]
