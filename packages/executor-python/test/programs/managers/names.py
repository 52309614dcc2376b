# equal
"""A manager's process takes a number of those that processes are named by."""

import multiprocessing as mp


def run():
    first = mp.Process(target=print)
    with mp.Manager() as m:
        second = mp.Process(target=print)
        return [first.name, second.name, repr(m.list())[:34]]
