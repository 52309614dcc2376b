# equal
"""After its manager is shut down a proxy finds a broken connection, or no server."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    seen = []
    with mp.Manager() as m:
        d, unused, lock = m.dict(a=1), m.dict(), m.Lock()
        seen += [d["a"], m.Lock() is not lock]
    seen += [tried(lambda: d["a"]), tried(lambda: unused.get(1)), tried(lock.acquire), tried(lambda: m.dict())]
    return [*seen, tried(m.start), tried(m.__enter__), m.shutdown()]
