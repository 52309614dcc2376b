# Threads that each keep a counter of their own: the right numbers, but no process.
from concurrent.futures import ThreadPoolExecutor


def work(n):
    counter = 0
    for _ in range(n):
        counter += 1
    return counter


def tally(n_procs, n):
    with ThreadPoolExecutor(max_workers=n_procs) as pool:
        return 0, list(pool.map(work, [n] * n_procs))
