# equal
"""A condition over a manager's Lock; a wait whose time is up returns False."""

import multiprocessing as mp


def run():
    with mp.Manager() as m:
        lock = m.Lock()
        condition = m.Condition(lock)
        with condition:
            seen = [lock.acquire(False), condition.wait(0.01), condition.wait_for(lambda: False, 0.01)]
        return [*seen, lock.acquire(False)]
