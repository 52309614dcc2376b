# Value and Lock as asked for, but threads in place of processes.
from multiprocessing import Lock, Value
from threading import Thread


def work(counter, lock, n):
    for _ in range(n):
        with lock:
            counter.value += 1


def count(n_procs, n):
    counter = Value("i", 0)
    lock = Lock()
    threads = [Thread(target=work, args=(counter, lock, n)) for _ in range(n_procs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter.value
