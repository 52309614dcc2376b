from multiprocessing import Pool


def apply_all(numbers, n_workers):
    with Pool(n_workers) as pool:
        return pool.map(lambda n: n * n + 1, numbers)
