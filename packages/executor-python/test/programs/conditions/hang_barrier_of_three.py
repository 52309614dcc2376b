# equal
"""A party is missing."""

from multiprocessing import Barrier, Process


def run():
    barrier = Barrier(3)
    process = Process(target=barrier.wait)
    process.start()
    return barrier.wait()
