# equal
"""A proxy in a managed dict stands for the same object; a plain value is a copy."""

import multiprocessing as mp


def child(outer):
    outer["shared"].append(1)
    outer["copied"].append(1)


def run():
    with mp.Manager() as m:
        outer = m.dict(shared=m.list(), copied=[])
        worker = mp.Process(target=child, args=(outer,))
        worker.start()
        worker.join()
        inner = outer["shared"]
        inner.append(2)
        return [list(outer["shared"]), outer["copied"], type(inner).__name__, str(inner), inner is outer["shared"]]
