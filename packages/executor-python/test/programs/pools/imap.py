# equal
"""imap() gives results in order; chunks do not show."""

import multiprocessing as mp


def double(x):
    return 2 * x


def run():
    with mp.Pool(2) as pool:
        iterator = pool.imap(double, iter([1, 2]))
        return [next(iterator), iterator.next(), list(iterator), list(pool.imap(double, [5, 6, 7], chunksize=2))]
