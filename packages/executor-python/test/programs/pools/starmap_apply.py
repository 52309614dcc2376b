# equal
"""apply(), starmap() and an empty map()."""

import multiprocessing as mp


def power(x, y=2):
    return x**y


def run():
    with mp.Pool(1) as pool:
        return [pool.apply(power, (3,), {"y": 3}), pool.starmap(power, [(2, 3), (2,)]), pool.map(power, []), pool.map(power, (x for x in (4, 5)), 2)]
