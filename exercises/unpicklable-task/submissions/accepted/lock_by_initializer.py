# A lock is no part of a task, but a worker may be born with it.
from multiprocessing import Lock, Pool, Value

guard = None
done = None


def begin(lock, counter):
    global guard, done
    guard = lock
    done = counter


def work(n):
    with guard:
        done.value += 1
    return n * n + 1


def apply_all(numbers, n_workers):
    lock = Lock()
    counter = Value("i", 0, lock=False)
    with Pool(n_workers, initializer=begin, initargs=(lock, counter)) as pool:
        results = pool.map(work, numbers)
    assert counter.value == len(numbers)
    return results
