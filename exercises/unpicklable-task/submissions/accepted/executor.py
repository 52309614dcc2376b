from concurrent.futures import ProcessPoolExecutor


def square_plus_one(n):
    return n * n + 1


def apply_all(numbers, n_workers):
    with ProcessPoolExecutor(max_workers=n_workers) as executor:
        return list(executor.map(square_plus_one, numbers, chunksize=50))
