# Counts on its own first and takes the lock once.
from multiprocessing import Lock, Process, Value


def work(counter, lock, n):
    mine = 0
    for _ in range(n):
        mine += 1
    with lock:
        counter.value += mine


def count(n_procs, n):
    counter = Value("i", 0)
    lock = Lock()
    processes = [Process(target=work, args=(counter, lock, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
