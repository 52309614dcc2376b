# equal
"""Two values with one lock: together they change, together they are seen."""

from multiprocessing import Process, RLock, Value


def move(a, b, lock):
    with lock:
        a.value -= 1
        b.value += 1


def run():
    lock = RLock()
    a, b = Value("i", 1, lock=lock), Value("i", 0, lock=lock)
    process = Process(target=move, args=(a, b, lock))
    process.start()
    with lock:
        total = a.value + b.value
    process.join()
    return total, a.value, b.value, a.get_lock() is lock
