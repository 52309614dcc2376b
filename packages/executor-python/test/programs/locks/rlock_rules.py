# equal
"""A recursive lock counts its levels; only the owner may release it."""

from multiprocessing import Process, RLock, SimpleQueue


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def other(lock, out):
    out.put([repr(lock), lock.acquire(False), tried(lock.release)])


def run():
    lock = RLock()
    out = SimpleQueue()
    seen = [repr(lock), tried(lock.release)]
    with lock:
        with lock:
            seen.append(repr(lock))
            process = Process(target=other, args=(lock, out))
            process.start()
            seen.append(out.get())
            process.join()
        seen.append(repr(lock))
    return [*seen, repr(lock)]
