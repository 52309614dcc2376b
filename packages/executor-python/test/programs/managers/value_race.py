# subset
"""A managed Value has no lock: value += 1 is a get and a set."""

import multiprocessing as mp


def add(value, gate):
    gate.wait()
    value.value += 1


def run():
    with mp.Manager() as manager:
        value, gate = manager.Value("i", 0), manager.Event()
        workers = [mp.Process(target=add, args=(value, gate)) for _ in range(2)]
        for worker in workers:
            worker.start()
        gate.set()
        for worker in workers:
            worker.join()
        return value.value
