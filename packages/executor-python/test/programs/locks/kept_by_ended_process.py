# equal
"""A lock stays held when the process that took it has ended."""

from multiprocessing import Lock, Process


def take(lock):
    lock.acquire()


def run():
    lock = Lock()
    process = Process(target=take, args=(lock,))
    process.start()
    process.join()
    return lock.acquire(False), repr(lock)
