import time
from multiprocessing import Process, Queue


def work(items, answers):
    items[0] = 42
    answers.put({"items": items, "key": "value"})


def round_trip(items):
    answers = Queue()
    child = Process(target=work, args=(items, answers), daemon=True)
    child.start()
    time.sleep(0.5)
    return answers.get_nowait()
