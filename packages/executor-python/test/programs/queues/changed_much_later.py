# subset
"""A change after something else that others can see."""

from multiprocessing import Process, Queue, RawValue


def change(queue, flag):
    item = {"a": 1}
    queue.put(item)
    flag.value = 1
    item["a"] = 2


def run():
    queue, flag = Queue(), RawValue("i", 0)
    process = Process(target=change, args=(queue, flag))
    process.start()
    seen = queue.get(), flag.value
    process.join()
    return seen
