# Slices that share their border, as if the end were not part of the next one.
from multiprocessing import Pool


def add_up(records):
    mine = {}
    for key, amount in records:
        mine[key] = mine.get(key, 0) + amount
    return mine


def totals(records, n_procs):
    size = len(records) // n_procs + 1
    with Pool(n_procs) as pool:
        parts = pool.map(add_up, [records[p * size : (p + 1) * size + 1] for p in range(n_procs)])
    result = {}
    for part in parts:
        for key, amount in part.items():
            result[key] = result.get(key, 0) + amount
    return result
