# Takes results as they come: each says where it belongs.
from multiprocessing import Pool


def square(x):
    return x, x * x


def pool_squares(n, n_workers):
    squares = [0] * n
    if n == 0:
        return squares
    with Pool(min(n, n_workers)) as pool:
        for x, result in pool.imap_unordered(square, range(n), chunksize=max(1, n // 50)):
            squares[x] = result
    return squares
