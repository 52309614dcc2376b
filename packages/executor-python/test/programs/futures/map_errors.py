# equal
"""An exception ends the iteration over a map()."""

from concurrent.futures import ProcessPoolExecutor


def fail(x):
    if x == 2:
        raise ValueError("two")
    return x


def run():
    with ProcessPoolExecutor(1) as executor:
        results = executor.map(fail, [1, 2, 3])
        seen = [next(results)]
        try:
            next(results)
        except ValueError as error:
            seen.append(str(error))
        seen.append(list(results))
        try:
            executor.map(fail, [1], chunksize=0)
        except ValueError as error:
            seen.append(str(error))
        return seen
