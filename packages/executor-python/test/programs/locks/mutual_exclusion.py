# equal
"""A lock keeps two increments apart."""

from multiprocessing import Lock, Process, RawValue


def add(counter, lock):
    with lock:
        counter.value += 1


def run():
    counter = RawValue("i", 0)
    lock = Lock()
    processes = [Process(target=add, args=(counter, lock)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
