# The sum of two Counters keeps only what is above 0.
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
    return dict(sum(parts, Counter()))
