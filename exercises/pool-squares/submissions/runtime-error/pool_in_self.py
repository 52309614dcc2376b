from multiprocessing import Pool


class Squares:
    def __init__(self, n_workers):
        self.pool = Pool(n_workers)

    def square(self, x):
        return x * x

    def all(self, n):
        with self.pool:
            return self.pool.map(self.square, range(n))


def pool_squares(n, n_workers):
    return Squares(n_workers).all(n)
