# Without the global statement the first += reads a local variable that has no value.
from multiprocessing import Array, Process

counter = 0


def work(index, n, finals):
    for _ in range(n):
        counter += 1
    finals[index] = counter


def tally(n_procs, n):
    finals = Array("q", n_procs)
    processes = [Process(target=work, args=(i, n, finals)) for i in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter, finals[:]
