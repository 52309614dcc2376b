# Threads share the global: the parent's counter is not 0.
from threading import Lock, Thread

counter = 0
lock = Lock()


def work(index, n, finals):
    global counter
    for _ in range(n):
        with lock:
            counter += 1
    finals[index] = n


def tally(n_procs, n):
    finals = [0] * n_procs
    threads = [Thread(target=work, args=(i, n, finals)) for i in range(n_procs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter, finals
