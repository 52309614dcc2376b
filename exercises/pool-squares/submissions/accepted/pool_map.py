from multiprocessing import Pool


def square(x):
    return x * x


def pool_squares(n, n_workers):
    with Pool(n_workers) as pool:
        return pool.map(square, range(n))
