# equal
"""An object that cannot be pickled is lost, its place is free again; SimpleQueue refuses it."""

from multiprocessing import Lock, Queue, SimpleQueue


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    queue = Queue()
    seen = [queue.put(Lock()), queue.put("good"), queue.get()]
    refused = tried(SimpleQueue().put, Lock())
    return seen, queue.qsize(), refused
