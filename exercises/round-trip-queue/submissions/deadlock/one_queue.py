# Whoever takes the own message leaves nothing for the child.
from multiprocessing import Process, Queue


def work(queue):
    items = queue.get()
    items[0] = 42
    queue.put({"items": items, "key": "value"})


def round_trip(items):
    queue = Queue()
    child = Process(target=work, args=(queue,))
    child.start()
    queue.put(items)
    answer = queue.get()
    child.join()
    return answer
