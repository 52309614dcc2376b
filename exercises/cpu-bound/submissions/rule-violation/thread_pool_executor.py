from concurrent.futures import ThreadPoolExecutor


def heavy(n):
    return sum(i * i for i in range(n))


def heavy_all(ns, n_workers):
    with ThreadPoolExecutor(n_workers) as executor:
        return list(executor.map(heavy, ns))
