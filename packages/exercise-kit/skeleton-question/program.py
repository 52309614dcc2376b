from multiprocessing import Process, Value


def add_one(counter) -> None:
    counter.value += 1


def count() -> int:
    counter = Value("i", 0)
    processes = [Process(target=add_one, args=(counter,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
