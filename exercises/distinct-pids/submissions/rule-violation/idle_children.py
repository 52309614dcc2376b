import os
from multiprocessing import Process


def report():
    os.getpid()


def pids(n):
    children = [Process(target=report) for _ in range(n)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [child.pid for child in children]
