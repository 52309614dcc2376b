# subset
"""A notification before the wait is lost."""

from multiprocessing import Condition, Process


def wake(condition):
    with condition:
        condition.notify()


def run():
    condition = Condition()
    process = Process(target=wake, args=(condition,))
    process.start()
    with condition:
        woken = condition.wait()
    process.join()
    return woken
