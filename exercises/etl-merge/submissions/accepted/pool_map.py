# Counter.update adds, and keeps keys whose count is 0 or below.
from collections import Counter
from multiprocessing import Pool


def add_up(records):
    mine = Counter()
    for key, amount in records:
        mine[key] += amount
    return mine


def totals(records, n_procs):
    with Pool(n_procs) as pool:
        parts = pool.map(add_up, [records[p::n_procs] for p in range(n_procs)])
    result = Counter()
    for part in parts:
        result.update(part)
    return dict(result)
