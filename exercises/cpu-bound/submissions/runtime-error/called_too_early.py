from multiprocessing import Pool


def heavy(n):
    return sum(i * i for i in range(n))


def heavy_all(ns, n_workers):
    with Pool(n_workers) as pool:
        results = [pool.apply_async(heavy(n)) for n in ns]
        return [result.get() for result in results]
