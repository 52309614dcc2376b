# subset
"""Two processes add one to the same item of a ShareableList without a lock."""

import multiprocessing as mp
from multiprocessing.shared_memory import ShareableList


def work(numbers):
    numbers[1] += 1


def run():
    numbers = ShareableList([10, 20])
    ps = [mp.Process(target=work, args=(numbers,)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    result = list(numbers)
    numbers.shm.close()
    numbers.shm.unlink()
    return result
