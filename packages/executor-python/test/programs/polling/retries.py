# equal
"""A get with a timeout is tried again until something comes."""

import multiprocessing as mp
import queue


def work(q):
    q.put(7)


def run():
    q = mp.Queue()
    p = mp.Process(target=work, args=(q,))
    p.start()
    while True:
        try:
            item = q.get(timeout=0.01)
            break
        except queue.Empty:
            continue
    p.join()
    return item
