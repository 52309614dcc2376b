from multiprocessing import Process, Queue


def square(results: Queue, number: int) -> None:
    results.put(number * number)


def squares() -> list[int]:
    results = Queue()
    children = [Process(target=square, args=(results, n)) for n in (2, 3)]
    for child in children:
        child.start()
    collected = []
    while not results.empty():
        collected.append(results.get())
    for child in children:
        child.join()
    return sorted(collected)
