# equal
"""Each worker runs the initializer; the parent's memory is not changed by workers."""

import multiprocessing as mp

base = 1


def begin(value):
    global base
    base = value


def add(x):
    return base + x


def run():
    with mp.Pool(2, begin, (10,)) as pool:
        return [pool.map(add, [1, 2]), base]
