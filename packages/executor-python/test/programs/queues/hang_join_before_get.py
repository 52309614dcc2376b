# equal
"""A process waits at its end until what it put is in the pipe, which is full."""

from multiprocessing import Process, Queue


def run():
    queue = Queue()
    process = Process(target=queue.put, args=(b"x" * 200_000,))
    process.start()
    process.join()
    return len(queue.get())
