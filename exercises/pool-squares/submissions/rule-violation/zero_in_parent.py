# The square of 0 is there from the beginning; only the others come from the pool.
from multiprocessing import Pool


def square(x):
    return x, x * x


def pool_squares(n, n_workers):
    squares = [0] * n
    with Pool(n_workers) as pool:
        for x, result in pool.imap_unordered(square, range(1, n)):
            squares[x] = result
    return squares
