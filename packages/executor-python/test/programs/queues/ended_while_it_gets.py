# subset
"""A process that is ended while it waits for an item takes the queue's read lock with it: nobody gets anything then."""

import multiprocessing as mp
import time


def work(queue):
    queue.get()


def run():
    queue = mp.SimpleQueue()
    p = mp.Process(target=work, args=(queue,))
    p.start()
    time.sleep(0.3)
    p.terminate()
    p.join()
    queue.put(1)
    return queue.get()
