# equal
"""maxsize counts items from put to get."""

from multiprocessing import Queue
from queue import Empty, Full


def tried(call, *args, **kwargs):
    try:
        return call(*args, **kwargs)
    except (Empty, Full) as error:
        return type(error).__name__, str(error)


def run():
    queue = Queue(1)
    seen = [queue.full(), tried(queue.get_nowait), tried(queue.get, True, 0.001), tried(queue.get, False), queue.put(1)]
    seen += [queue.full(), queue.qsize(), tried(queue.put_nowait, 2), tried(queue.put, 2, timeout=0.001)]
    seen += [tried(queue.put, 2, True, -1), queue.get(), queue.full(), queue.put(3, timeout=5), queue.get()]
    return seen
