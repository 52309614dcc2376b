# equal
"""Items of one producer come in its order; join() waits for task_done()."""

import multiprocessing as mp


def consume(q, out):
    while (item := q.get()) is not None:
        out.append(item)
        q.task_done()
    q.task_done()


def run():
    with mp.Manager() as m:
        q, out = m.JoinableQueue(1), m.list()
        worker = mp.Process(target=consume, args=(q, out))
        worker.start()
        for item in (1, 2, None):
            q.put(item)
        q.join()
        seen = list(out)
        worker.join()
        return seen
