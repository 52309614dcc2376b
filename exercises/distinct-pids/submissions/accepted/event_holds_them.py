# The parent lets the children go when it has heard of all.
from multiprocessing import Event, Process, SimpleQueue, current_process


def report(reports, done):
    reports.put(current_process().pid)
    done.wait()


def pids(n: int) -> list[int]:
    reports = SimpleQueue()
    done = Event()
    children = []
    for number in range(n):
        child = Process(target=report, args=(reports, done), name=f"child {number}")
        child.start()
        children.append(child)
    found = sorted(reports.get() for _ in range(n))
    done.set()
    for child in children:
        child.join()
    return found
