# Every process makes a lock of its own, which keeps nobody out.
from multiprocessing import Lock, Process, Value


def work(counter, n):
    lock = Lock()
    for _ in range(n):
        with lock:
            counter.value += 1


def count(n_procs, n):
    counter = Value("i", 0)
    processes = [Process(target=work, args=(counter, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
