# equal
"""What acquire and release of a lock give in one process."""

from multiprocessing import Lock


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    lock = Lock()
    return [
        tried(lock.release),
        repr(lock),
        lock.acquire(),
        repr(lock),
        lock.acquire(False),
        lock.acquire(True, 0),
        lock.acquire(timeout=-1),
        lock.acquire(timeout=0.001),
        tried(lambda: lock.acquire(True, "soon")),
        lock.release(),
        lock.__enter__(),
        lock.__exit__(None, None, None),
        tried(lock.release),
    ]
