# Waits for the first child's message before any child was started.
from multiprocessing import Pipe, Process

counter = 0


def work(n, connection):
    global counter
    for _ in range(n):
        counter += 1
    connection.send(counter)


def tally(n_procs, n):
    pipes = [Pipe() for _ in range(n_procs)]
    processes = [Process(target=work, args=(n, theirs)) for _, theirs in pipes]
    finals = [ours.recv() for ours, _ in pipes]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter, finals
