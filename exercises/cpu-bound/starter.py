from concurrent.futures import ThreadPoolExecutor


def heavy(n: int) -> int:
    return sum(i * i for i in range(n))


def heavy_all(ns: list[int], n_workers: int) -> list[int]:
    with ThreadPoolExecutor(max_workers=n_workers) as executor:
        return list(executor.map(heavy, ns))
