# equal
"""wait() until the first exception, for all, and for a condition that there is not."""

from concurrent.futures import ALL_COMPLETED, FIRST_EXCEPTION, ProcessPoolExecutor, wait


def fail(x):
    raise ValueError(x)


def run():
    with ProcessPoolExecutor(1) as executor:
        bad, good = executor.submit(fail, 1), executor.submit(abs, -2)
        first = wait([bad, good], return_when=FIRST_EXCEPTION)
        seen = [bad in first.done]
        every = wait({bad, good}, return_when=ALL_COMPLETED)
        seen += [every.done == {bad, good}, every.not_done, wait([], 0.01).done]
        return [*seen, wait([bad], return_when="no such").done == {bad}]
