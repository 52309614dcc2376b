import os
from multiprocessing import Pipe, Process


def report(end):
    end.send(os.getpid())
    end.close()


def pids(n):
    found = []
    for _ in range(n):
        here, there = Pipe(duplex=False)
        child = Process(target=report, args=(there,))
        child.start()
        found.append(here.recv())
        child.join()
    return found
