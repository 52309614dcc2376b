# One child counts, and its value is copied for all the others that never were.
from multiprocessing import Pipe, Process

counter = 0


def work(n, connection):
    global counter
    for _ in range(n):
        counter += 1
    connection.send(counter)


def tally(n_procs, n):
    ours, theirs = Pipe()
    process = Process(target=work, args=(n, theirs))
    process.start()
    final = ours.recv()
    process.join()
    return counter, [final] * n_procs
