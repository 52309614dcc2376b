# subset
"""Each worker counts for itself."""

import multiprocessing as mp

count = 0


def step(_):
    global count
    count += 1
    return count


def run():
    with mp.Pool(2) as pool:
        return [sorted(pool.map(step, range(2), chunksize=1)), count]
