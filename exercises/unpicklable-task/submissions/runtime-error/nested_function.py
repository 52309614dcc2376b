# A function inside a function has no name that a worker could find.
from multiprocessing import Pool


def apply_all(numbers, n_workers):
    def square_plus_one(n):
        return n * n + 1

    with Pool(n_workers) as pool:
        return pool.map(square_plus_one, numbers)
