from multiprocessing import Process, Queue

counter = 0


def work(results) -> None:
    global counter
    counter += 1
    results.put(counter)


def compare() -> tuple[int, int]:
    global counter
    counter = 5
    results = Queue()
    child = Process(target=work, args=(results,))
    child.start()
    counter += 10
    seen = results.get()
    child.join()
    return counter, seen
