# The children count, but their results never reach the parent, which makes them up.
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
    return counter, [n] * n_procs
