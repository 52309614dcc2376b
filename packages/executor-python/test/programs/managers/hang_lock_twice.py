# equal
"""A manager's Lock is not reentrant."""

import multiprocessing as mp


def run():
    with mp.Manager() as m:
        lock = m.Lock()
        lock.acquire()
        lock.acquire()
        return "never"
