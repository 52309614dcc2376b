# equal
"""The same, but somebody gets first."""

from multiprocessing import Process, Queue


def run():
    queue = Queue()
    process = Process(target=queue.put, args=(b"x" * 200_000,))
    process.start()
    size = len(queue.get())
    process.join()
    return size
