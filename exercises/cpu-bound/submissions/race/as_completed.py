from concurrent.futures import ProcessPoolExecutor, as_completed


def heavy(n):
    return sum(i * i for i in range(n))


def heavy_all(ns, n_workers):
    with ProcessPoolExecutor(n_workers) as executor:
        futures = [executor.submit(heavy, n) for n in ns]
        return [future.result() for future in as_completed(futures)]
