# equal
"""A barrier of one, broken by abort, by a timeout and by its action."""

from multiprocessing import Barrier


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    alone = Barrier(1)
    failing = Barrier(1, lambda: 1 // 0)
    pair = Barrier(2, timeout=0.001)
    seen = [alone.wait(), alone.wait(), alone.abort(), tried(alone.wait), alone.broken, alone.reset(), alone.wait()]
    seen += [tried(failing.wait), failing.broken, tried(failing.wait), failing.reset(), failing.broken]
    seen += [tried(pair.wait), pair.broken, pair.n_waiting, pair.reset(), pair.broken, tried(lambda: pair.wait(0.001))]
    return [*seen, repr(alone).endswith(": waiters=0/1>"), repr(pair).endswith(": broken>")]
