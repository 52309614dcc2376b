from multiprocessing import Pool


def heavy(n):
    return sum(i * i for i in range(n))


def same(value):
    return value


def heavy_all(ns, n_workers):
    with Pool(n_workers) as pool:
        return pool.map(same, [heavy(n) for n in ns])
