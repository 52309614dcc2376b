# equal
"""What one process puts comes in its order, whatever the sizes."""

from multiprocessing import Process, Queue


def produce(queue):
    for item in ("a", (1, [2]), None):
        queue.put(item)


def run():
    queue = Queue()
    process = Process(target=produce, args=(queue,))
    process.start()
    items = [queue.get() for _ in range(3)]
    process.join()
    return items, queue.empty(), queue.qsize()
