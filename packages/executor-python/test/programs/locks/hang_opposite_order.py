# subset
"""Two locks in opposite orders: it may end, or never."""

from multiprocessing import Lock, Process


def both(first, second):
    with first:
        with second:
            pass


def run():
    a, b = Lock(), Lock()
    processes = [Process(target=both, args=pair) for pair in ((a, b), (b, a))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return "ended"
