# subset
"""A timed wait is woken or expires."""

from multiprocessing import Condition, Process


def wake(condition):
    with condition:
        condition.notify()


def run():
    condition = Condition()
    process = Process(target=wake, args=(condition,))
    with condition:
        process.start()
        woken = condition.wait(0.0005)
    process.join()
    return woken
