# equal
"""A lock may be released by a process that did not take it."""

from multiprocessing import Lock, Process


def give_back(lock):
    lock.release()


def run():
    lock = Lock()
    lock.acquire()
    process = Process(target=give_back, args=(lock,))
    process.start()
    lock.acquire()
    process.join()
    return process.exitcode
