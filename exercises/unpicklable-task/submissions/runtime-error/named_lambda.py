# A global name for a lambda is not enough: the function itself calls itself <lambda>.
from multiprocessing import Pool

square_plus_one = lambda n: n * n + 1  # noqa: E731


def apply_all(numbers, n_workers):
    with Pool(n_workers) as pool:
        return pool.map(square_plus_one, numbers)
