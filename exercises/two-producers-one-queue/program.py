from multiprocessing import Process, Queue


def produce(items: Queue, first: int, second: int) -> None:
    items.put(first)
    items.put(second)


def merge() -> list[int]:
    items = Queue()
    low = Process(target=produce, args=(items, 1, 2))
    high = Process(target=produce, args=(items, 10, 20))
    low.start()
    high.start()
    merged = [items.get() for _ in range(4)]
    low.join()
    high.join()
    return merged
