# equal
"""SimpleQueue: what was put is there."""

from multiprocessing import Process, SimpleQueue


def run():
    queue = SimpleQueue()
    seen = [queue.empty(), queue.put([1]), queue.empty(), queue.get()]
    process = Process(target=queue.put, args=("from the child",))
    process.start()
    process.join()
    return seen, queue.empty(), queue.get()
