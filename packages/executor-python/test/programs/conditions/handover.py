# equal
"""A waiter with a predicate gets what was prepared for it."""

from multiprocessing import Condition, Process, RawValue


def prepare(condition, box):
    with condition:
        box.value = 7
        condition.notify()


def run():
    condition = Condition()
    box = RawValue("i", 0)
    process = Process(target=prepare, args=(condition, box))
    process.start()
    with condition:
        ready = condition.wait_for(lambda: box.value)
        seen = box.value
    process.join()
    return ready, seen
