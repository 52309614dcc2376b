import os
from multiprocessing import Array, Barrier, Process


def report(places, i, meeting):
    meeting.wait()
    places[i] = os.getpid()


def pids(n):
    places = Array("i", n)
    meeting = Barrier(n + 1)
    children = [Process(target=report, args=(places, i, meeting)) for i in range(n)]
    for child in children:
        child.start()
    meeting.wait()
    found = list(places)
    for child in children:
        child.join()
    return found
