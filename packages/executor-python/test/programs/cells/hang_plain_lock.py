# equal
"""A Value over a lock that isn't recursive is used inside that lock."""

from multiprocessing import Lock, Value


def run():
    counter = Value("i", 0, lock=Lock())
    with counter.get_lock():
        counter.value += 1
    return counter.value
