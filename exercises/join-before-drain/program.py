from multiprocessing import Process, Queue


def produce(results: Queue) -> None:
    results.put(b"x" * 200_000)


def received() -> int:
    results = Queue()
    child = Process(target=produce, args=(results,))
    child.start()
    child.join()
    return len(results.get())
