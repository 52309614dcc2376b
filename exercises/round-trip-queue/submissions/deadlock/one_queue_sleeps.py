import time
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
    time.sleep(0.3)
    answer = queue.get()
    child.join()
    return answer
