# Equal numbers are one key: some results are missing.
from multiprocessing import Pool


def pair(n):
    return n, n * n + 1


def apply_all(numbers, n_workers):
    with Pool(n_workers) as pool:
        return list(dict(pool.imap(pair, numbers)).values())
