# Every child counts on its own copy.
from multiprocessing import Lock, Process

total = 0


def work(lock, n):
    global total
    for _ in range(n):
        with lock:
            total += 1


def count(n_procs, n):
    lock = Lock()
    processes = [Process(target=work, args=(lock, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return total
