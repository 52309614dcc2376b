# An object of a class at the top level is data and a name: both can be sent.
import multiprocessing as mp


class Polynomial:
    def __init__(self, *coefficients):
        self.coefficients = coefficients

    def __call__(self, n):
        result = 0
        for coefficient in self.coefficients:
            result = result * n + coefficient
        return result


def apply_all(numbers, n_workers):
    pool = mp.Pool(processes=n_workers)
    try:
        results = pool.imap(Polynomial(1, 0, 1), numbers, chunksize=16)
        return list(results)
    finally:
        pool.close()
        pool.join()
