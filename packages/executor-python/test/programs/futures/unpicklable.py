# equal
"""What cannot be pickled: the call, and the result."""

from concurrent.futures import ProcessPoolExecutor


def generator():
    return (x for x in ())


def run():
    with ProcessPoolExecutor(1) as executor:
        bad, worse = executor.submit(lambda: 1), executor.submit(generator)
        good = executor.submit(abs, -1)
        return type(bad.exception()).__name__, str(worse.exception()), good.result()
