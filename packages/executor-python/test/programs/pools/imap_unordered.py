# subset
"""imap_unordered() gives results as they come."""

import multiprocessing as mp


def same(x):
    return x


def run():
    with mp.Pool(2) as pool:
        return list(pool.imap_unordered(same, [1, 2, 3]))
