# equal
"""Appends to a managed list are atomic; their order is not determined."""

import multiprocessing as mp
import time


def add(items, value):
    time.sleep(0.002 * value)
    time.sleep(0.01)
    items.append(value)


def run():
    with mp.Manager() as manager:
        items = manager.list()
        workers = [mp.Process(target=add, args=(items, value)) for value in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sorted(items)
