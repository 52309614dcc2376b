# One result object for each share of the numbers, asked in the order in which the shares were given out.
from multiprocessing import get_context


class Squarer:
    def __init__(self, n, n_workers):
        size = -(-n // n_workers) or 1
        self.shares = [range(start, min(start + size, n)) for start in range(0, n, size)]
        self.n_workers = n_workers

    @staticmethod
    def share(numbers):
        return [x * x for x in numbers]

    def run(self):
        with get_context("fork").Pool(self.n_workers) as pool:
            pending = [pool.apply_async(self.share, (numbers,)) for numbers in self.shares]
            return [square for result in pending for square in result.get()]


def pool_squares(n, n_workers):
    return Squarer(n, n_workers).run()
