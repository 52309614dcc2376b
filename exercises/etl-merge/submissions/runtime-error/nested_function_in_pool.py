# A pool pickles what it calls, and a function inside a function cannot be pickled.
from multiprocessing import Pool


def totals(records, n_procs):
    def add_up(part):
        mine = {}
        for key, amount in part:
            mine[key] = mine.get(key, 0) + amount
        return mine

    with Pool(n_procs) as pool:
        parts = pool.map(add_up, [records[p::n_procs] for p in range(n_procs)])
    result = {}
    for part in parts:
        for key, amount in part.items():
            result[key] = result.get(key, 0) + amount
    return result
