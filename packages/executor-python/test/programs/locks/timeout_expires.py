# equal
"""A timed acquire of a lock that is held all the time expires."""

from multiprocessing import Lock, Process, SimpleQueue


def other(lock, out):
    out.put(lock.acquire(timeout=0.02))


def run():
    lock = Lock()
    out = SimpleQueue()
    with lock:
        process = Process(target=other, args=(lock, out))
        process.start()
        process.join()
    return out.get(), repr(lock)
