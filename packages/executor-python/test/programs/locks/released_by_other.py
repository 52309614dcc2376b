# equal
"""A lock may be released by a process that did not take it."""

from multiprocessing import Lock, Process


def run():
    lock = Lock()
    lock.acquire()
    process = Process(target=lock.release)
    process.start()
    lock.acquire()
    process.join()
    return process.exitcode
