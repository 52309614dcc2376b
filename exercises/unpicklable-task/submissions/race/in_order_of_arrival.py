# imap_unordered gives the results as they come.
from multiprocessing import Pool


def square_plus_one(n):
    return n * n + 1


def apply_all(numbers, n_workers):
    with Pool(n_workers) as pool:
        return list(pool.imap_unordered(square_plus_one, numbers))
