# A Value made before the fork reaches the children as a global.
from multiprocessing import Process, Value

total = None


def add_one():
    with total.get_lock():
        total.value += 1


def work(n):
    for _ in range(n):
        add_one()


def count(n_procs, n):
    global total
    total = Value("l", 0)
    processes = [Process(target=work, args=(n,), daemon=True) for _ in range(n_procs)]
    for process in processes:
        process.start()
    while processes:
        processes.pop().join()
    return total.value
