# equal
"""cancel_join_thread: the end does not wait, and what is in the buffer may be lost."""

from multiprocessing import Process, Queue


def leave(queue):
    queue.put(b"x" * 200_000)
    queue.cancel_join_thread()


def run():
    queue = Queue()
    process = Process(target=leave, args=(queue,))
    process.start()
    process.join()
    return process.exitcode
