# equal
"""map() gives results in the order of the arguments; chunks do not show."""

from concurrent.futures import ProcessPoolExecutor


def run():
    with ProcessPoolExecutor(max_workers=2) as executor:
        return [list(executor.map(pow, [2, 3], [2, 2])), list(executor.map(abs, [-1, -2, -3], chunksize=2))]
