# equal
"""A manager's event and barrier let two processes meet."""

import multiprocessing as mp


def child(event, barrier, q):
    event.wait()
    barrier.wait()
    q.put("met")


def run():
    with mp.Manager() as m:
        event, barrier, q = m.Event(), m.Barrier(2), m.Queue()
        seen = [event.is_set(), event.wait(0.01), event.wait(0), barrier.parties, barrier.n_waiting, barrier.broken]
        worker = mp.Process(target=child, args=(event, barrier, q))
        worker.start()
        event.set()
        index = barrier.wait()
        worker.join()
        seen += [index in (0, 1), q.get(), event.is_set()]
        barrier.abort()
        try:
            barrier.wait()
        except Exception as error:
            seen.append(type(error).__name__)
        return [*seen, barrier.broken]
