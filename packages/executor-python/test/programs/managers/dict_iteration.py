# equal
"""An iterator over a managed dict lives in the server; a child cannot make one."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def look(d, q):
    q.put((tried(lambda: list(d)), tried(lambda: sorted(d.keys()))))


def run():
    manager = mp.Manager()
    d, q = manager.dict(a=1, b=2), manager.Queue()
    iterator = iter(d)
    seen = [next(iterator)]
    d["c"] = 3
    seen.append(tried(lambda: next(iterator)))
    child = mp.Process(target=look, args=(d, q))
    child.start()
    child.join()
    seen.append(q.get())
    manager.shutdown()
    return seen
