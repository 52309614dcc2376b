# equal
"""With a lock nothing is lost; a process may attach by the name of the block."""

import multiprocessing as mp
from multiprocessing.shared_memory import ShareableList


def work(name, lock):
    numbers = ShareableList(name=name)
    with lock:
        numbers[0] += 1
    numbers.shm.close()


def run():
    lock = mp.Lock()
    numbers = ShareableList([0])
    ps = [mp.Process(target=work, args=(numbers.shm.name, lock)) for _ in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    result = numbers[0]
    numbers.shm.close()
    numbers.shm.unlink()
    return result
