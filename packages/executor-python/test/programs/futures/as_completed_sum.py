# equal
"""The sum of what completed does not depend on the order; duplicates are given once."""

from concurrent.futures import ProcessPoolExecutor, as_completed


def run():
    with ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(abs, -x) for x in (1, 2)]
        names = {future: index for index, future in enumerate(futures)}
        done = list(as_completed(futures + futures))
        return sum(future.result() for future in done), sorted(names[future] for future in done)
