# subset
"""What two processes put comes in some order."""

from multiprocessing import Process, Queue


def run():
    queue = Queue()
    processes = [Process(target=queue.put, args=(number,)) for number in range(2)]
    for process in processes:
        process.start()
    items = [queue.get() for _ in processes]
    for process in processes:
        process.join()
    return items
