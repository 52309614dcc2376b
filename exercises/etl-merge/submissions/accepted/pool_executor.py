from collections import Counter
from concurrent.futures import ProcessPoolExecutor


def add_up(records):
    mine = Counter()
    for key, amount in records:
        mine[key] += amount
    return mine


def totals(records, n_procs):
    result = Counter()
    with ProcessPoolExecutor(n_procs) as pool:
        for part in pool.map(add_up, [records[p::n_procs] for p in range(n_procs)]):
            result.update(part)
    return dict(result)
