from multiprocessing import Lock, Pool


def work(task):
    lock, number = task
    with lock:
        return number


def both() -> list[int]:
    lock = Lock()
    with Pool(2) as pool:
        return pool.map(work, [(lock, 1), (lock, 2)])
