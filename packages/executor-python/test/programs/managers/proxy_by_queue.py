# equal
"""A proxy is sent by name, and copies of it stand for the same object."""

import copy
import multiprocessing as mp


def child(q):
    items = q.get()
    items.append("child")
    q.put("done")


def run():
    with mp.Manager() as m:
        q, items = m.Queue(), m.list(["main"])
        worker = mp.Process(target=child, args=(q,))
        worker.start()
        q.put(items)
        worker.join()
        twin = copy.copy(items)
        twin.append("twin")
        return [q.get(), list(items), copy.deepcopy(items)]
