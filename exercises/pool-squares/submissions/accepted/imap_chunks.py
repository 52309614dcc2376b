# An iterator that keeps the order, and a pool that is closed by hand.
import multiprocessing as mp


def square(x: int) -> int:
    return x**2


def pool_squares(n: int, n_workers: int) -> list[int]:
    pool = mp.Pool(processes=n_workers)
    try:
        chunk = max(1, n // (4 * n_workers))
        return list(pool.imap(square, range(n), chunksize=chunk))
    finally:
        pool.close()
        pool.join()
