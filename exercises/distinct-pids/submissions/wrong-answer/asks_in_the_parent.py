import os
from multiprocessing import Barrier, Process, Queue


def report(reports, everyone, pid):
    reports.put(pid)
    everyone.wait()


def pids(n):
    if n == 0:
        return []
    reports = Queue()
    everyone = Barrier(n)
    children = [Process(target=report, args=(reports, everyone, os.getpid())) for _ in range(n)]
    for child in children:
        child.start()
    found = [reports.get() for _ in children]
    for child in children:
        child.join()
    return found
