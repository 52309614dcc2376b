from multiprocessing import Process, Queue


def work(queue) -> None:
    data = queue.get()
    data[0] = 42
    data["key"] = "value"
    queue.put(data)


def round_trip(items: list[int]) -> dict:
    queue = Queue()
    child = Process(target=work, args=(queue,))
    child.start()
    queue.put(items)
    answer = queue.get()
    child.join()
    return answer
