# equal
"""A manager's Lock may be released by another process, its RLock may not."""

import multiprocessing as mp


def other(lock, rlock, q):
    lock.release()
    try:
        rlock.release()
    except RuntimeError as error:
        q.put(str(error))
    q.put(rlock.acquire(False))


def run():
    with mp.Manager() as m:
        lock, rlock, q = m.Lock(), m.RLock(), m.Queue()
        lock.acquire()
        rlock.acquire()
        child = mp.Process(target=other, args=(lock, rlock, q))
        child.start()
        child.join()
        return [lock.acquire(False), q.get(), q.get()]
