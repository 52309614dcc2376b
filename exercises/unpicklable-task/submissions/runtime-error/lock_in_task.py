# A lock may be given to a process when it starts, and not with a task.
from multiprocessing import Lock, Pool


def square_plus_one(n, lock):
    with lock:
        return n * n + 1


def apply_all(numbers, n_workers):
    lock = Lock()
    with Pool(n_workers) as pool:
        return pool.starmap(square_plus_one, [(n, lock) for n in numbers])
