from multiprocessing.pool import ThreadPool


def square(x):
    return x * x


def pool_squares(n, n_workers):
    with ThreadPool(n_workers) as pool:
        return pool.map(square, range(n))
