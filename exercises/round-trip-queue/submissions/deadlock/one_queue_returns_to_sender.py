# Puts a message of its own back, and the child gets one of the two lists.
from multiprocessing import Process, Queue


def work(queue):
    items = queue.get()
    items[0] = 42
    queue.put({"items": items, "key": "value"})


def round_trip(items):
    queue = Queue()
    queue.put(items)
    child = Process(target=work, args=(queue,))
    child.start()
    answer = queue.get()
    if answer == items:
        queue.put(answer)
        answer = queue.get()
    child.join()
    return answer
