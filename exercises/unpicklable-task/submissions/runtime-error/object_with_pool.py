# A method is sent with its object, and this object holds the pool itself.
from multiprocessing import Pool


class Applier:
    def __init__(self, n_workers):
        self.pool = Pool(n_workers)

    def image(self, n):
        return n * n + 1

    def run(self, numbers):
        with self.pool:
            return self.pool.map(self.image, numbers)


def apply_all(numbers, n_workers):
    return Applier(n_workers).run(numbers)
