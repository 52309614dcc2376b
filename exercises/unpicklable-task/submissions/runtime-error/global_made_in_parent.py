# Only the parent has run the line that makes the table.
from multiprocessing import Pool


def square_plus_one(n):
    return table[n]


def apply_all(numbers, n_workers):
    global table
    table = {n: n * n + 1 for n in numbers}
    with Pool(n_workers) as pool:
        return pool.map(square_plus_one, numbers)
