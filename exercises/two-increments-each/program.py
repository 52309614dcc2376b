from multiprocessing import Process, Value


def work(counter) -> None:
    counter.value += 1
    counter.value += 1


def count() -> int:
    counter = Value("i", 0)
    children = [Process(target=work, args=(counter,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
