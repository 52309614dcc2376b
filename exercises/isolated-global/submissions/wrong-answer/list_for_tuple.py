# Right values, but a list where the signature says tuple.
from multiprocessing import Pipe, Process

counter = 0


def work(n, connection):
    global counter
    for _ in range(n):
        counter += 1
    connection.send(counter)


def tally(n_procs, n):
    pairs = []
    for _ in range(n_procs):
        ours, theirs = Pipe()
        process = Process(target=work, args=(n, theirs))
        process.start()
        pairs.append((process, ours))
    finals = [ours.recv() for _, ours in pairs]
    for process, _ in pairs:
        process.join()
    return [counter, finals]
