from multiprocessing import Pool


def pool_squares(n, n_workers):
    with Pool(n_workers) as pool:
        return pool.map(lambda x: x * x, range(n))
