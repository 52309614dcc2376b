# subset
"""A child that is not joined may find its manager gone."""

import multiprocessing as mp


def child(d, q):
    try:
        d["x"] = 1
        q.put("written")
    except Exception as error:
        q.put(isinstance(error, OSError) or isinstance(error, EOFError))


def run():
    q = mp.SimpleQueue()
    with mp.Manager() as m:
        d = m.dict()
        worker = mp.Process(target=child, args=(d, q))
        worker.start()
    seen = q.get()
    worker.join()
    return seen
