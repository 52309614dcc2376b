# subset
"""`+=` on a Value is a read and a write."""

from multiprocessing import Process, Value


def add(counter):
    counter.value += 1


def run():
    counter = Value("i", 0)
    processes = [Process(target=add, args=(counter,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
