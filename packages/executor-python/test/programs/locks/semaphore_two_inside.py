# subset
"""A semaphore of two lets two in: the increments may meet."""

from multiprocessing import Process, RawValue, Semaphore


def add(counter, semaphore):
    with semaphore:
        counter.value += 1


def run():
    counter = RawValue("i", 0)
    semaphore = Semaphore(2)
    processes = [Process(target=add, args=(counter, semaphore)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
