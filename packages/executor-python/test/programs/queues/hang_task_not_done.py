# equal
"""A task that nobody calls done."""

from multiprocessing import JoinableQueue


def run():
    queue = JoinableQueue()
    queue.put(1)
    queue.get()
    queue.join()
    return "never"
