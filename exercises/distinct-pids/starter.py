import os
from multiprocessing import Process, Queue


def report(reports) -> None:
    reports.put(os.getpid())


def pids(n: int) -> list[int]:
    reports = Queue()
    found: list[int] = []
    for _ in range(n):
        process = Process(target=report, args=(reports,))
        process.start()
        found.append(reports.get())
        process.join()
    return found
