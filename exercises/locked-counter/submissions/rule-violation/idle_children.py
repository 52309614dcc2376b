# The children are there for show; the parent multiplies.
from multiprocessing import Process


def work():
    pass


def count(n_procs, n):
    processes = [Process(target=work) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return n_procs * n
