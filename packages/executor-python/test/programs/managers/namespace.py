# equal
"""Attributes of a managed namespace; names with an underscore stay in the proxy."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def child(ns):
    ns.x += 1
    ns._hidden = 5
    ns.made = [1]
    ns.made.append(2)


def run():
    with mp.Manager() as manager:
        ns = manager.Namespace(x=1)
        worker = mp.Process(target=child, args=(ns,))
        worker.start()
        worker.join()
        seen = [ns.x, ns.made, str(ns), tried(lambda: ns.y), tried(lambda: ns._hidden), repr(ns._getvalue())]
        del ns.x
        return [*seen, tried(lambda: ns.x), str(ns)]
