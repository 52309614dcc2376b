import os
from multiprocessing import Pool


def report(_):
    return os.getpid()


def pids(n):
    if n == 0:
        return []
    with Pool(n) as pool:
        return pool.map(report, range(n), chunksize=1)
