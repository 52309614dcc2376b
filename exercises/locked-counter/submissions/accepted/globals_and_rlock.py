# Shared objects made before the fork reach the children as globals; an RLock serves as well.
from multiprocessing import Process, RLock, Value

total = None
guard = RLock()


def add_one():
    with guard:
        total.value += 1


def work(n):
    for _ in range(n):
        with guard:
            add_one()


def count(n_procs, n):
    global total
    total = Value("l", 0, lock=guard)
    processes = [Process(target=work, args=(n,), daemon=True) for _ in range(n_procs)]
    for process in processes:
        process.start()
    while processes:
        processes.pop().join()
    return total.value
