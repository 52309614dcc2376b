from multiprocessing import Lock, Process, Value


def work(counter, lock) -> None:
    with lock:
        seen = counter.value
    counter.value = seen + 1


def count() -> int:
    counter = Value("i", 0)
    lock = Lock()
    children = [Process(target=work, args=(counter, lock)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
