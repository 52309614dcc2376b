# Threads share everything, so that a lambda will do. But they are no processes.
from multiprocessing.pool import ThreadPool


def apply_all(numbers, n_workers):
    with ThreadPool(n_workers) as pool:
        return pool.map(lambda n: n * n + 1, numbers)
