# subset
"""Two processes try a lock without blocking: one or both get it."""

from multiprocessing import Lock, Process, Semaphore


def attempt(lock, got):
    if lock.acquire(False):
        got.release()
        lock.release()


def run():
    lock = Lock()
    got = Semaphore(0)
    processes = [Process(target=attempt, args=(lock, got)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return got.get_value()
