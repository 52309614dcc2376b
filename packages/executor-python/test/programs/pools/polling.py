# equal
"""A loop that asks ready() ends."""

import multiprocessing as mp
import time


def run():
    with mp.Pool(1) as pool:
        result = pool.apply_async(abs, (-3,))
        while not result.ready():
            time.sleep(0.01)
        return result.get()
