# Reads the total while the children may still be counting.
from multiprocessing import Lock, Process, Value


def work(counter, lock, n):
    for _ in range(n):
        with lock:
            counter.value += 1


def count(n_procs, n):
    counter = Value("i", 0)
    lock = Lock()
    for _ in range(n_procs):
        Process(target=work, args=(counter, lock, n)).start()
    return counter.value
