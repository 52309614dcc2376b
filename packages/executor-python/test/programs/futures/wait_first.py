# subset
"""wait() until the first has completed: one or both are done by then."""

from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait


def run():
    with ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(abs, -x) for x in (1, 2)]
        done, rest = wait(futures, return_when=FIRST_COMPLETED)
        both = wait(futures)
        return len(done) in (1, 2), len(done) + len(rest), len(both.done), len(both.not_done)
