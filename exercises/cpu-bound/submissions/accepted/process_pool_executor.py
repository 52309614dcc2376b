from concurrent.futures import ProcessPoolExecutor


def heavy(n: int) -> int:
    total = 0
    for i in range(n):
        total += i * i
    return total


def heavy_all(ns: list[int], n_workers: int) -> list[int]:
    with ProcessPoolExecutor(max_workers=n_workers) as executor:
        futures = [executor.submit(heavy, n) for n in ns]
        return [future.result() for future in futures]
