# The starter's mistake: the parent's copy stays 0.
from multiprocessing import Process

counter = 0


def work(n):
    global counter
    for _ in range(n):
        counter += 1


def tally(n_procs, n):
    processes = [Process(target=work, args=(n,)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter, [counter] * n_procs
