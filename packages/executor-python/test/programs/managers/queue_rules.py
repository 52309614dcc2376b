# equal
"""A manager's queue shows what was put at once, and raises what queue.Queue raises."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    with mp.Manager() as m:
        q = m.Queue(2)
        q.put([1])
        q.put("b", timeout=0.01)
        seen = [q.full(), q.qsize(), q.empty(), tried(lambda: q.put_nowait(3)), tried(lambda: q.put(3, timeout=0.01))]
        seen += [tried(lambda: q.put(3, timeout=-1)), q.get(), q.get_nowait(), tried(q.get_nowait), tried(lambda: q.get(timeout=0.01))]
        seen += [tried(lambda: q.get(timeout=-1)), q.task_done(), q.task_done(), tried(q.task_done), q.join()]
        return [*seen, tried(lambda: q.put(lambda: 0))[0], q.empty(), type(q).__name__]
