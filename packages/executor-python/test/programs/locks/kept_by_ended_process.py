# equal
"""A lock stays held when the process that took it has ended."""

from multiprocessing import Lock, Process


def run():
    lock = Lock()
    process = Process(target=lock.acquire)
    process.start()
    process.join()
    return lock.acquire(False), repr(lock)
