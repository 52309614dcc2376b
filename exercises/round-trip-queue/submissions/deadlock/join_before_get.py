# The answer to a long list does not fit into the pipe.
from multiprocessing import Process, Queue


def work(requests, answers):
    items = requests.get()
    items[0] = 42
    answers.put({"items": items, "key": "value"})


def round_trip(items):
    requests, answers = Queue(), Queue()
    child = Process(target=work, args=(requests, answers))
    child.start()
    requests.put(items)
    child.join()
    return answers.get()
