# A worker that has a task waits in it, so every worker gets exactly one.
import os
from multiprocessing import Barrier, Pool

meeting = None


def enter(barrier):
    global meeting
    meeting = barrier


def report(_):
    meeting.wait()
    return os.getpid()


def pids(n):
    if not n:
        return []
    with Pool(n, initializer=enter, initargs=(Barrier(n),)) as pool:
        return pool.map(report, range(n), chunksize=1)
