# equal
"""`+=` under the Value's own lock."""

from multiprocessing import Process, Value


def add(counter):
    with counter.get_lock():
        counter.value += 1
    with counter:
        counter.value += 1


def run():
    counter = Value("i", 0)
    processes = [Process(target=add, args=(counter,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
