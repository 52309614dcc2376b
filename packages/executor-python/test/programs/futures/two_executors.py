# subset
"""as_completed() over the futures of two executors."""

from concurrent.futures import ProcessPoolExecutor, as_completed


def same(x):
    return x


def run():
    with ProcessPoolExecutor(1) as one, ProcessPoolExecutor(1) as two:
        futures = [one.submit(same, 1), two.submit(same, 2)]
        return [future.result() for future in as_completed(futures)]
