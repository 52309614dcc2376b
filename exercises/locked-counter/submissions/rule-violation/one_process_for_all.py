# A single child counts for all of them.
from multiprocessing import Lock, Process, Value


def work(counter, lock, n):
    for _ in range(n):
        with lock:
            counter.value += 1


def count(n_procs, n):
    counter = Value("i", 0)
    process = Process(target=work, args=(counter, Lock(), n_procs * n))
    process.start()
    process.join()
    return counter.value
