# equal
"""A manager's locks are those of threading."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    with mp.Manager() as m:
        lock, rlock, bounded, semaphore = m.Lock(), m.RLock(), m.BoundedSemaphore(1), m.Semaphore(2)
        seen = [tried(lock.release), tried(rlock.release), tried(bounded.release), lock.acquire(), lock.acquire(False)]
        seen += [lock.acquire(timeout=0), lock.acquire(True, 0.01), lock.release(), rlock.acquire(), rlock.acquire()]
        seen += [rlock.release(), rlock.release(), tried(rlock.release), semaphore.acquire(), semaphore.acquire()]
        seen += [semaphore.acquire(False), semaphore.acquire(timeout=0.01), tried(lambda: lock.acquire(False, 1))]
        seen += [tried(lambda: semaphore.acquire(False, 1)), tried(lambda: lock.acquire(True, -2))[0]]
        with lock as got:
            seen.append(got)
        return seen
