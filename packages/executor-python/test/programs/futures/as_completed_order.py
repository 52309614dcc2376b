# subset
"""as_completed() gives futures as they complete."""

from concurrent.futures import ProcessPoolExecutor, as_completed


def same(x):
    return x


def run():
    with ProcessPoolExecutor(2) as executor:
        return [future.result() for future in as_completed([executor.submit(same, x) for x in range(2)])]
