from queue import Queue
from threading import Thread


def work(requests, answers):
    items = requests.get()
    items[0] = 42
    answers.put({"items": items, "key": "value"})


def round_trip(items):
    requests, answers = Queue(), Queue()
    child = Thread(target=work, args=(requests, answers))
    child.start()
    requests.put(items)
    answer = answers.get()
    child.join()
    return answer
