# equal
"""map() and starmap() give results in the order of the arguments."""

import multiprocessing as mp


def square(x):
    return x * x


def run():
    with mp.Pool(2) as pool:
        return pool.map(square, [1, 2, 3])
