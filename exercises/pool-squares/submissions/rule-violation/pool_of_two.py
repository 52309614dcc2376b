from multiprocessing import Pool


def square(x):
    return x * x


def pool_squares(n, n_workers):
    with Pool(2) as pool:
        return pool.map(square, range(n))
