# equal
"""An item that is larger than the pipe: part of it can be seen before anybody reads, so a loop that polls comes to an end."""

import multiprocessing as mp
import time


def work(queue):
    queue.put(b"x" * 200_000)


def run():
    queue = mp.Queue()
    p = mp.Process(target=work, args=(queue,))
    p.start()
    while queue.empty():
        time.sleep(0.01)
    size = len(queue.get())
    p.join()
    return size
