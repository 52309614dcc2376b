# Every worker appends to a list of its own.
from multiprocessing import Pool

results = []


def work(n):
    results.append(n * n + 1)


def apply_all(numbers, n_workers):
    with Pool(n_workers) as pool:
        pool.map(work, numbers)
    return results
