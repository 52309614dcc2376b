# One queue for both ways; an event tells the parent that its own message is gone.
from multiprocessing import Event, Process, Queue


def work(queue, taken):
    items = queue.get()
    taken.set()
    items[0] = 42
    queue.put({"items": items, "key": "value"})


def round_trip(items):
    queue, taken = Queue(), Event()
    queue.put(items)
    child = Process(target=work, args=(queue, taken))
    child.start()
    taken.wait()
    answer = queue.get()
    child.join()
    return answer
