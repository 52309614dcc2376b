# Each child has a pipe of its own, reports over it and waits there for leave.
import multiprocessing as mp
import os


class Reporter(mp.Process):
    def __init__(self):
        super().__init__()
        self.ours, self.theirs = mp.Pipe()

    def run(self):
        self.theirs.send(os.getpid())
        self.theirs.recv()


def pids(n):
    reporters = [Reporter() for _ in range(n)]
    for reporter in reporters:
        reporter.start()
    found = [reporter.ours.recv() for reporter in reporters]
    for reporter in reporters:
        reporter.ours.send("go")
        reporter.join()
    return found
