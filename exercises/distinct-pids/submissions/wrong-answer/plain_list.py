import os
from multiprocessing import Barrier, Process


def report(found, everyone):
    found.append(os.getpid())
    everyone.wait()


def pids(n):
    found = []
    everyone = Barrier(max(n, 1))
    children = [Process(target=report, args=(found, everyone)) for _ in range(n)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return found
