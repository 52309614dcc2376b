from multiprocessing import Pool


def apply_all(numbers: list[int], n_workers: int) -> list[int]:
    with Pool(n_workers) as pool:
        return pool.map(lambda n: n * n + 1, numbers)
