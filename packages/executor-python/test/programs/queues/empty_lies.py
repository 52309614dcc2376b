# subset
"""An item that was put may not be there yet."""

from multiprocessing import Queue


def run():
    queue = Queue()
    queue.put(1)
    seen = queue.empty(), queue.qsize()
    return seen, queue.get(), queue.empty()
