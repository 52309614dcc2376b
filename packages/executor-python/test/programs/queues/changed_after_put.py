# subset
"""An item is pickled some time after it was put."""

from multiprocessing import Queue


def run():
    queue = Queue()
    item = [1]
    queue.put(item)
    item.append(2)
    return queue.get()
