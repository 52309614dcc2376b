# Asks for the lock without waiting, and counts whether it got it or not.
from multiprocessing import Lock, Process, Value


def work(counter, lock, n):
    for _ in range(n):
        got = lock.acquire(block=False)
        counter.value += 1
        if got:
            lock.release()


def count(n_procs, n):
    counter = Value("i", 0)
    lock = Lock()
    processes = [Process(target=work, args=(counter, lock, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
