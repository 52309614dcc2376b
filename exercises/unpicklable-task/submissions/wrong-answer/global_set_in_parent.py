# The workers import the file anew, and there the constant is 0.
from multiprocessing import Pool

constant = 0


def square_plus_constant(n):
    return n * n + constant


def apply_all(numbers, n_workers):
    global constant
    constant = 1
    with Pool(n_workers) as pool:
        return pool.map(square_plus_constant, numbers)
